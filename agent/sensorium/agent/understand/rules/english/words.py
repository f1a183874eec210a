"""Grammar words of English: what joins, negates, asks and orders."""

from __future__ import annotations

from collections.abc import Mapping

JOIN: Mapping[str, str] = {
    "and": "and, but also, and also, as well as, plus, and at the same time, along with",
    "or": "or, or else, and/or", "nor": "nor, and neither", "but": "but, yet, although, though",
    "while": "while, when, where, whenever, as, in which, during which, at which, on which, for which, "
    "wherever, at the same time as, at the moment, simultaneously, on the occasion when, "
    "at the time when, where there is, where there are, when there is, when there are, in case, "
    "if, provided, whilst, right as, right when, just as, just when, at the very moment, the moment that, "
    "all the while",
    "that": "that, which is, which are, which, who, whose, such that, so that",
    "with": "with, containing, featuring, showing, including, having, contain, include, that have, that has, "
    "showing off, "
    "that show, that shows, that contain, that contains, accompanied by, involving, "
    "that include, there is, there are, that feature, that features, depicting",
    "without": "without, minus, lacking, with no, without any, with no sign of, in the absence of, not showing, "
    "not containing",
    "unless": "unless, except when, except where, except if, but not when, but not while, excluding when",
    "then": "then, and then, followed by, afterwards, and afterwards, and after that, and next, "
    "before then",
    "except": "except, except for, other than, apart from, rather than, instead of, as opposed to, excluding, "
    "exclude, leave out, leaving out, omit, "
    "omitting, ignoring, "
    "disregarding, skipping, not counting, save for, with the exception of, bar, barring, aside from, "
    "everything but, anything but, "
    "all but, besides, in addition to",
}  # fmt: skip

RELATIONS: Mapping[str, str] = {
    "before": "before, prior to, ahead of, earlier than, preceding, leading up to, until before, "
    "any time before",
    "after": "after, preceded by, following, later than, since, as soon as, any time after, from the moment, "
    "from the time, subsequent to, "
    "once, ever since, after that, in the wake of, now that",
    "just before": "right before, a moment before, not long before, soon before, right ahead of, just before, "
    "followed immediately by, immediately followed by, followed shortly by, shortly followed by, "
    "directly followed by, closely followed by, immediately before, shortly before, directly before, "
    "straight before",
    "just after": "right after, straight away after, promptly after, not long after, a moment after, "
    "directly following, right as soon as, just after, immediately after, shortly after, directly after, "
    "straight after, immediately following, immediately when, the moment after, soon after",
    "around": "either side of, on either side of, both before and after, before and after, before or after, "
    "just before or after, around the time",
    "during": "during, throughout, in the course of, for the duration of, in the middle of",
    "overlaps": "overlapping, overlapping with, that overlap, that overlap with, overlap with, "
    "that overlaps, coinciding with",
    "until": "until, till, up until, up to when, up to the point", "between": "between, in between",
}  # fmt: skip

SKIP = (
    "not only, happening, that happen, which happen, that occur, which occur, that take place, which take place, "
    "taking place, "
    "without interruption, without interruptions, without a break, without pause, without pausing, non-stop, "
    "in total, altogether, overall, in all, all in all, pls, plz, nothing but, anymore, any more, any longer, "
    "none but, please, kindly, just, also, ever, "
    "actually, really, "
    "currently, only, both, either, exactly, "
    "again and again, clearly, suddenly, all of, very, so, quite, still, even, maybe, perhaps, too, own, "
    "together, at all, somewhere, in the video, in this video, in the clip, in this clip, of the video, "
    "from the video, in the film, in the movie, in the footage, in this footage, in the recording, "
    "of the clip, in my video, from this video, from the clip, in it, on video, on film, in this film, "
    "in this movie, at any time, at any point, at some point, in any of them, for me, to me, me, "
    "simultaneously, at the same time, in here, here, of it, meanwhile, anywhere, anytime, whatsoever, "
    "by any chance, cheers, many thanks, thanks a lot, "
    "thank you very much, thanks in advance, if possible, if you can, if you could, if you would, "
    "if you do n't mind, "
    "if you please, from the clip, from this clip, from my clip, of this clip, of the footage, of the film, "
    "of the movie, of the recording, in the course of the video, over the course of the video, in my clip, "
    "throughout the video, "
    "in a language, a language, to be, out, the video, of this video, in the scene, in the picture, "
    "in the image, in this picture, in this image, in the photo, in this photo, finally, up, now, hey, "
    "hi, ok, okay, well, thanks, thank you, visibly, audibly, a bit, a little bit, slightly, kind of, "
    "sort of, much, such, kinds of, any kind of, some kind of, time when, the case, occasionally, "
    "exact, precise, whole, entire, of the lesson, of the lecture, of the interview, of the meeting, of the match, "
    "of the game, of the show, of the episode, of the class, of the talk, in the lesson, in the lecture, "
    "in the interview, "
    "in the meeting, in the match, in the game, in the show, in the episode, in the class, during the interview, "
    "yo, um, uh, er, erm, hmm, oh, ah, sorry, excuse me, i would like you to, loudly, quickly, "
    "slowly, briefly, gently, softly, sharply, heavily, "
    "continuously, repeatedly, to it, there"
)
COMMANDS = (
    "give me a list of, show me a list of, make a list of, make me a list of, "
    "i'm trying to find, i am trying to find, i'm trying to locate, i'm trying to see, i need to find, i have to find, "
    "have you got, do you have, have we got, did you get, "
    "flag each, flag every, flag whenever, flag when, flag all, flag up, pinpoint, i was wondering whether, "
    "i was wondering if, i was wondering when, i was wondering where, "
    "i'd be curious to know when, "
    "i want to find, i wanted to see, i wanted to know if, i wanted to know when, "
    "when's, where's, any chance, any chance that, "
    "how many seconds, how many minutes, at what second, at which second, in which second, who is the, "
    "who was the, lemme see, lemme, gimme, i wanna see, i wanna, wanna see, pls show, find, find me, show, "
    "show me, list, "
    "list all, get, get me, give me, locate, search for, look for, "
    "detect, identify, spot, extract, clip out, cut out, play, highlight, tell me, tell me when, "
    "tell me where, tell me if, tell me whether, i want, i want to see, i need, i need to see, i'd like, "
    "i'd like to see, i would like, i would like to see, let me see, let me know when, let me know if, "
    "can you, could you, would you, will you, can you find, could you find, could you show me, "
    "can you show me, are there any, is there any, do you see, can i see, where can i see, "
    "when can i see, can we see, can you see, do we see, do i see, when do we see, fetch, retrieve, "
    "pick out, jump to, go to, skip to, take me to, bring up, display, return, select, mark, point out, "
    "point me to, pull up, filter, i'm looking for, i am looking for, looking for, help me find, "
    "help me, please find, search, check if, check whether, check for, see if, see when, collect, "
    "gather, grab, pick, choose, report, print, watch, view, see, want, need, do i, all the places, "
    "give, in what part, in which part, in which parts, in which scene, in which scenes, which parts, "
    "which moments, which scenes, what moments, what parts, which clips, in which moments, "
    "at which moments, at what time, at what times, at what point, at what points, what time, "
    "at which point, at which time, during which, when, where, whereabouts, is it true that, "
    "on what occasion, how long is, how long are, how long does, how long do, how long was, "
    "how long did, what is, what are, what's, which is, which, i wonder when, i wonder if, "
    "how many seconds of, how many minutes of, do you know when, for how long does, for how long do, "
    "for how long is, for how long are, for how long, "
    "how long, "
    "i'd love, i'd love to see, i would love, i would love to see, i'd be grateful for, i'm interested in, "
    "i am interested in, i'm only interested in, i'm after, i was hoping to see, i was hoping to find, we need, "
    "we want, we want to see, we'd like to see, would you mind, could i see, may i see, could i have, may i have, "
    "can i have, would it be possible to see, would you be so kind as to, be so kind as to, do me a favour and, "
    "do me a favor and, be a dear and, any chance of, any chance you could, show us, find us, get us, give us, "
    "let us see, take us to, can you tell me if, can you tell me when, could you tell me when, could you tell me if, "
    "could you tell me whether, can you tell me whether, i want to know when, i want to know if, "
    "i need to know when, "
    "i need to know if, i'd like to know when, i'd like to know if, i'd like to know whether, do we ever see, "
    "do you ever see, do we ever hear, show me all of, list every, bring me to, bring me, "
    "i only care about, i just care about, i'm only after, i think there was, i think there is, i think, "
    "i believe, i guess, i suppose, is it the case that, i remember, i remember there was, "
    "i seem to remember, i'm curious whether, i'm curious if, i'm curious when, i'm wondering when, i'm wondering if, "
    "i'm wondering whether, i wonder whether, any idea when, any idea if, any idea where, do you happen to know when, "
    "seek, trim to, cut to, navigate to, scan for, hunt for, find out when, find out if, find out whether"
)
ASKING = "feel, seem, do, be, have, can, could, will, would, should, may, might, must"
COUNTING = (
    "how many times, how often, count how many times, count how often, count the number of times, "
    "the number of times, number of times, on how many occasions, count the times, what number of times, "
    "how frequently, count every time, count each time, tell me how many times, tell me how often, "
    "how many occasions, count all times"
)
COUNTING_THINGS = (
    "in how many, how many, count, count the, count all, count all the, count the number of, "
    "the number of, number of, tell me how many, count how many, what is the number of, how many of, "
    "what's the number of, count up, total number of"
)
HEAR = (
    "hear, can be heard, is heard, audible, can you hear, can i hear, can we hear, do you hear, "
    "do we hear, we can hear, you can hear, i can hear, do i hear, the sound of, sound of, sounds of, "
    "the sounds of, noise of, the noise of, be heard, hear the sound of, heard, hear a sound of, "
    "audio of, hearing, listen to, listen for"
)
NOT = (
    "i do n't think, i do n't believe, i doubt, i do n't see, i ca n't see, not, n't, no longer, never, cannot, "
    "hardly, isn't, doesn't"
)
NEVER = "never, not ever, at no time, not once"
NO = "none of the, none of, no, not any, not a, not one, zero, not a single, neither, no more"
NO_ONE = (
    "neither of them, none of them, neither of the two, nobody, noone, no-one, no one, not anyone, "
    "not anybody, none, no person, no people"
)
NOTHING = "nothing"
AGAIN = "again, once more, one more time, a second time, another time"
DETERMINERS = (
    "a, an, the, any, some, this, that, these, those, every, each, all, all the, his, her, its, their, "
    "my, your, our, another, other, several, many, few, one of the, certain, both, lots of, a lot of, "
    "different, various"
)
LASTING = (
    "lasting, that last, which last, that lasts, lasts, last for, lasting for, lasts for, of at least, "
    "longer, go on for, that go on for, continue for, that continue for, keep up for, run for, that run for"
)
AT_LEAST = (
    "take longer than, take more than, that take longer than, that take more than, at least, more than, "
    "longer than, over, no less than, no shorter than, a minimum of, not less than, "
    "exceeding, greater than, upwards of, for at least, for more than, for over, for longer than"
)
AT_MOST = (
    "take less than, that take less than, take under, that last less than, at most, less than, shorter than, "
    "under, no more than, no longer than, no later than, not later than, "
    "not longer than, a maximum of, fewer than, "
    "up to, below, not more than, briefer than, for at most, for less than, for under, for up to"
)
ABSENT = (
    "missing, absent, out of sight, out of view, out of shot, out of frame, out of the frame, out of the picture, "
    "out of the shot, out of the scene, off screen, off-screen, offscreen, off camera, nowhere to be seen, hidden, "
    "nowhere in sight, not there, not around"
)
ADVERBS = (
    "about to, going to, barely, half of the people, most of the people, most of the, some of the, in a row, "
    "from the left, from the right, from left, from right, at the bus stop, at a bus stop, least, twice, once, "
    "thrice, always, again and again, halfway, almost, nearly, "
    "not everyone, not everybody, not all of the, not all the, not all of, not all, not every, only one of the, "
    "only one of, "
    "only one, just one, exactly one, only two, or more, or fewer, or less, fast, quick, sharp, because, because of, "
    "due to, thanks to, in order to, so as to, "
    "alone, second to last, next to last, penultimate, "
    "shortest, fastest, slowest, loudest"
)
"""What changes the meaning in a way no query says: reported as unused."""

SIZES = "big, small, large, little, tiny, huge, tall, short, long, old, young, new, giant, wide, thin, thick, fat"
PREPOSITIONS = (
    "in, on, at, to, for, by, from, within, inside, over, into, under, around, through, along, past, across, onto, off"
)
BESIDE = (
    "to the left of, to the right of, left of, right of, next to, near, beside, behind, in front of, "
    "above, under, underneath, beneath, below, on top of, close to, alongside, opposite, inside, among, "
    "by, around"
)
HELD = "holding, carrying, riding, pushing, on, with"
WEARING = "wearing, dressed in, in, with, wear, clad in, put on"
POSITIONS: Mapping[str, str] = {
    "on the left": "left, left side, left-hand side, left hand side, far left, leftmost, left half",
    "at the top on the left": "top left, top-left, upper left, top left-hand, upper left-hand",
    "at the top on the right": "top right, top-right, upper right, top right-hand, upper right-hand",
    "at the bottom on the left": "bottom left, bottom-left, lower left, bottom left-hand, lower left-hand",
    "at the bottom on the right": "bottom right, bottom-right, lower right, bottom right-hand, lower right-hand",
    "on the right": "right, right side, right-hand side, right hand side, far right, rightmost, "
    "right half",
    "in the middle": "middle, centre, center", "at the top": "top, upper half, upper part",
    "at the bottom": "bottom, lower half, lower part", "in the background": "background",
    "in the foreground": "foreground", "in the corner": "corner",
}  # fmt: skip
