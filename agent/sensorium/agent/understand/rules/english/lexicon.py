"""What English words mean to a query: one table a kind, from what the query says to base forms, commas between.

A word may stand in several tables; the grammar decides by its neighbours.
"""

from __future__ import annotations

from collections.abc import Mapping

FEELINGS: Mapping[str, str] = {
    "sad": "sad, sadness, saddened, unhappy, sorrow, sorrowful, grief, grieving, mournful, melancholy, "
    "melancholic, depressed, depressing, gloomy, miserable, heartbroken, upset, tearful, "
    "downcast, dejected, down in the dumps",
    "happy": "happy, happiness, joy, joyful, joyous, glad, cheerful, cheery, delighted, delight, "
    "pleased, merry, elated, jolly, amused, content, ecstatic, thrilled, overjoyed, "
    "in a good mood, in good spirits",
    "angry": "angry, anger, mad, furious, fury, rage, raging, irate, annoyed, annoyance, irritated, "
    "enraged, outraged, hostile, aggressive, in a bad temper, fed up",
    "fearful": "fearful, fear, afraid, scared, frightened, terrified, terror, anxious, anxiety, nervous, "
    "panicked, panic, worried, scary, horrified",
    "disgusted": "disgusted, disgust, disgusting, revolted, repulsed, grossed out",
    "surprised": "surprised, surprise, astonished, astonishment, amazed, amazement, shocked, startled, "
    "stunned, taken aback",
    "neutral": "neutral, calm, emotionless, unemotional, expressionless, relaxed",
    "positive": "positive, upbeat, optimistic", "negative": "negative, pessimistic",
}  # fmt: skip

FEELING_ADVERBS: Mapping[str, str] = {
    "sad": "sadly, unhappily, sorrowfully", "happy": "happily, cheerfully, joyfully, merrily",
    "angry": "angrily, furiously, aggressively", "fearful": "fearfully, anxiously, nervously",
    "neutral": "calmly, neutrally", "surprised": "surprisedly", "positive": "positively",
    "negative": "negatively",
}  # fmt: skip

SUPERLATIVES: Mapping[str, str] = {
    "sad": "saddest, unhappiest, gloomiest, most miserable, most depressing, most sad",
    "happy": "happiest, merriest, most joyful, most cheerful, most happy",
    "angry": "angriest, maddest, most furious, most angry",
    "fearful": "scariest, most fearful, most frightened, most scared, most anxious",
    "disgusted": "most disgusted, most disgusting", "surprised": "most surprised, most surprising",
    "neutral": "calmest, most neutral", "positive": "most positive", "negative": "most negative",
}  # fmt: skip

EXPRESSIONS: Mapping[str, str] = {
    "happy": "smile, grin, beam", "sad": "frown, pout", "angry": "scowl",
}  # fmt: skip
"""What faces do."""

EVENTS: Mapping[str, str] = {
    "turn left": "turn left, make a left turn, make a left, take a left turn, take a left, left turn, "
    "left-hand turn, take the left turn, hang a left, take a turn to the left, make a turn to the left, "
    "turn to the left",
    "turn right": "turn right, make a right turn, make a right, take a right turn, take a right, right turn, "
    "right-hand turn, take the right turn, hang a right, take a turn to the right, make a turn to the right, "
    "turn to the right",
    "turn": "turn, turn around, turn round, make a turn, take a turn, u-turn, make a u-turn, "
    "do a u-turn, take a u-turn, u turn, make a u turn, round a corner, round the corner, "
    "take the corner, take a corner, swerve, veer, change direction, turn the corner, "
    "turn a corner, steer, turn back, go around the corner, go round the corner, "
    "come around the corner, come round the corner, turn off",
    "stop": "stop, halt, pull over, pull up, come to a stop, come to a halt, come to a standstill, "
    "stop moving, brake to a stop, park, stop driving, stop walking, stop running, draw up, "
    "come to rest, make a stop, pull in, come to a complete stop, grind to a halt, "
    "reach a standstill, come to a full stop, come to a sudden stop, be at a standstill, stand still, "
    "be stationary, stationary, motionless, pull to a stop, roll to a stop, roll to a halt, stop dead, be parked, "
    "draw to a halt",
    "start": "start moving, begin moving, begin to move, start to move, set off, move off, "
    "start driving, start off, pull away, take off, start walking, start running, drive off, "
    "get moving, depart, start, pull out",
    "accelerate": "accelerate, speed up, speed, get faster, go faster, pick up speed, gain speed, "
    "race off, speed off",
    "slow down": "slow down, slow, decelerate, brake, reduce speed, lose speed, get slower, go slower, "
    "slow up",
    "approach": "approach, arrive, get to, arrive at, reach, come closer, get closer, draw near, come near, "
    "come towards, "
    "come toward, "
    "move towards, move toward, walk towards, walk toward, drive towards, drive toward, "
    "come up to, get close to, get near, come closer to, get closer to, walk up to, "
    "go towards, go toward, head towards, head toward, run towards, run toward, move closer, "
    "move closer to, draw nearer, drive up to, come close to, near",
    "leave": "leave, get off, step off, hop off, climb out of, get out, exit, go away, drive away, walk away, "
    "walk off, move away, run away, go out of, "
    "drive out of, walk out of, disappear, vanish, move out of, depart from, get out of, "
    "come out of, walk out, step out, head out, run out, drive out, storm out, ride away, go away from, "
    "drive away from, walk away from, move away from, "
    "run away from, run out of, leave from, go off",
    "enter": "enter, get on, get onto, board, hop on, hop onto, hop into, climb into, climb onto, step onto, come in, "
    "come into, go into, drive into, walk into, get into, get in, go in, "
    "walk in, drive in, run into, move into, step into, ride into, come inside, go inside",
    "cross": "cross, go across, walk across, drive across, run across, move across, cut across, "
    "pass across, ride across, cross over, get across",
    "wait": "wait, stand waiting, queue, wait for, stay put, idle, keep waiting, stand in line",
}  # fmt: skip

TURNING = "turn, veer, swerve, bend, swing, steer, curve, bear, hang, go, head, pull, turn off, turn round"
SIDES = "{0}, to the {0}, towards the {0}, toward the {0}, off to the {0}, over to the {0}, to its {0}"
"""A verb of TURNING with one of these is a turn to that side."""

GOING_ON = (
    "keep moving, keep on moving, keep going, keep on going, keep driving, keep on driving, keep rolling, "
    "keep walking, "
    "keep running, continue moving, continue to move, carry on moving, stay in motion, remain in motion, be in motion "
    "all the time, move all the time, move the whole time"
)
"""To never stop."""

CUTS = (
    "cut, camera cut, hard cut, jump cut, scene cut, shot change, scene change, change of scene, change of shot, "
    "shot boundary, shot transition, scene transition, camera change"
)
EVENT_NOUNS = "turn, stop, start, acceleration, deceleration, approach, departure, entrance, exit, crossing, halt"
SPEECH = "speak, talk, chat, converse, have a conversation"
SPEECH_NOUNS = "word speak, word say, speech, dialogue, dialog, conversation, narration, voiceover, talking, voice"
SAY = (
    "say, mention, mutter, murmur, mumble, shout, yell, whisper, utter, exclaim, reply, "
    "talk about, speak about, speak of, state, announce, ask, answer, respond, declare, call out, cry out"
)
READS = "read, say, show, display, spell, bear"
SEEN = (
    "visible, appear, seen, shown, exist, present, show up, turn up, come into view, in view, in sight, "
    "in frame, in the frame, in the picture, on screen, in the video, in the clip, in the image, "
    "in the scene, pop up, in shot, in the shot, on the screen, there, on camera, be seen"
)
LOOK = "look, look like, appear, seem to look"
SOUND_LIKE = "sound, sound like"
WORN = (
    "hat, cap, helmet, jacket, coat, shirt, t-shirt, dress, suit, skirt, scarf, tie, uniform, hoodie, "
    "sweater, vest, glasses, sunglasses, jeans, trousers, pants, shorts, shoes, boots, gloves, mask, "
    "backpack, clothes, clothing, outfit, top, raincoat, blouse, robe, costume, turban, veil, apron, "
    "sweatshirt, cardigan, beard"
)
PLURAL = (
    "glasses, sunglasses, jeans, trousers, pants, shorts, shoes, boots, gloves, clothes, clothing, "
    "stairs, traffic, water, luggage, smoke, fire, snow, food, grass, rain, fog, mud, furniture, money, "
    "hair"
)
"""What takes no article: plurals that stay, and stuff."""

SOUNDS: Mapping[str, str] = {
    "siren": "siren", "music": "music, song", "applause": "applause, clapping, ovation",
    "laughter": "laughter, laughing, laugh", "crying": "crying, sobbing, weeping", "alarm": "alarm",
    "gunshot": "gunshot, gunfire, gun shot, shooting", "explosion": "explosion, blast, bang",
    "car horn": "honking, honk, car horn, horn", "thunder": "thunder, thunderclap",
    "footsteps": "footsteps, footstep", "dog barking": "barking, dog barking", "cat meowing": "meowing",
    "birdsong": "birdsong, bird song, chirping", "bell": "bell, chime",
    "phone ringing": "ringtone, phone ringing", "doorbell ringing": "doorbell ringing, "
    "doorbell", "screaming": "screaming, scream", "singing": "singing",
    "whistle": "whistle, whistling", "cheering": "cheering", "coughing": "coughing, cough",
    "sneezing": "sneezing, sneeze", "noise": "noise", "knocking": "knocking, knock",
    "crash": "crash", "gasp": "gasp, gasping", "thud": "thud, thump", "screech": "screech, squeal",
    "breaking glass": "breaking glass, glass breaking, shattering glass", "snoring": "snoring",
    "engine": "engine noise", "beep": "beep",
}  # fmt: skip

SOUND_VERBS: Mapping[str, str] = {
    "dog barking": "bark", "cat meowing": "meow", "car horn": "honk",
    "laughter": "laugh, giggle, chuckle, burst out laughing",
    "crying": "cry, sob, weep, burst into tears", "applause": "clap, applaud", "cheering": "cheer",
    "singing": "sing", "gasp": "gasp", "sighing": "sigh", "groaning": "groan, "
    "moan", "yawning": "yawn", "screaming": "scream", "coughing": "cough", "sneezing": "sneeze",
    "whistle": "whistle", "snoring": "snore", "birdsong": "chirp", "explosion": "explode",
    "knocking": "knock",
}  # fmt: skip

OWN_SOUND = (
    "ring, roar, beep, buzz, howl, crow, growl, hiss, moo, rumble, squeak, hum, tick, bleat, neigh, quack, creak, whine"
)
"""Verbs whose sound is named with who makes it: phone ringing."""

PEOPLE_SOUNDS = frozenset(
    [
        "laughter",
        "crying",
        "applause",
        "cheering",
        "singing",
        "screaming",
        "coughing",
        "sneezing",
        "whistle",
        "snoring",
        "knocking",
    ]
)
SILENCE = (
    "silence, silent, quiet, no sound, soundless, without sound, nothing can be heard, "
    "there is no sound, quietness, complete silence, total silence, no noise, nothing is heard, mute, "
    "dead silence, nothing to hear, pause, lull, hush"
)
PLACES = (
    "beach, kitchen, forest, park, office, city, desert, mountain, mountains, classroom, restaurant, "
    "garden, field, sea, ocean, lake, river, bedroom, bathroom, living room, stadium, church, school, "
    "hospital, airport, station, supermarket, shop, store, tunnel, indoors, outdoors, night, daytime, "
    "sunset, sunrise, dawn, dusk, snow, fog, countryside, highway, motorway, parking lot, car park, "
    "farm, gym, library, museum, bar, cafe, darkness, daylight, evening, morning, jungle, pool, "
    "playground, room, yard, hall, lobby, town, village, garage, basement, attic, studio, stage, hallway, "
    "corridor, rain"
)
LANGUAGES: Mapping[str, str] = {
    "zh": "chinese, mandarin", "en": "english", "de": "german", "fr": "french", "es": "spanish",
    "it": "italian", "ja": "japanese", "ko": "korean", "ru": "russian", "pt": "portuguese",
    "ar": "arabic", "hi": "hindi", "nl": "dutch", "tr": "turkish", "pl": "polish", "sv": "swedish",
    "el": "greek", "vi": "vietnamese", "th": "thai", "yue": "cantonese",
}  # fmt: skip

MOMENTS = (
    "moment, part, scene, clip, segment, time, bit, section, shot, footage, instance, occasion, point, "
    "outburst, reaction, passage, sequence, everything, anything, excerpt, snippet, stretch, portion, mood, "
    "atmosphere, "
    "highlight, something, video, occurrence, episode, all, whenever, time stamp, timestamp, feeling, "
    "emotion, frame, fragment, those, ones, exact second, very second, precise second, second when, second that, "
    "rest, appearance, presence"
)
SOMEONE = (
    "someone, somebody, anyone, anybody, people, person, everyone, everybody, he, she, they, i, you, we, "
    "speaker, whoever, him, her, them, folks, human, character, who"
)
PEOPLE = (
    "person, man, woman, boy, girl, child, kid, baby, guy, lady, driver, cyclist, pedestrian, worker, player, actor"
)
"""Who can feel, speak and laugh."""

MOVING = (
    "car, truck, bus, van, taxi, bicycle, bike, motorcycle, motorbike, scooter, train, tram, plane, boat, ship, "
    "dog, cat, "
    "bird, horse, cow, sheep, vehicle, animal, ambulance, lorry, minivan, suv, cab, coach, jeep, pickup, "
    "runner, jogger"
)
"""What else does what events say."""

SIGNS = (
    "sign, board, text, word, caption, title, subtitle, label, writing, banner, plate, poster, "
    "billboard, letter, logo, placard, headline, phrase, words, lettering, inscription, license plate, "
    "number plate"
)
WORDING = (
    "thing say, something say, stuff say, word say, word speak, words, word, language, comment, remark, "
    "wording, statement, sentiment"
)
ORDINALS: Mapping[str, str] = {
    "1": "first, 1st, earliest, next, initial, very first", "2": "second, 2nd", "3": "third, 3rd",
    "4": "fourth, 4th", "5": "fifth, 5th", "6": "sixth, 6th", "7": "seventh, 7th", "8": "eighth, 8th",
    "9": "ninth, 9th", "10": "tenth, 10th", "-1": "last, final, latest, very last, most recent",
    "-2": "before last, penultimate, next to last, next-to-last", "-3": "antepenultimate",
}  # fmt: skip

NUMBERS: Mapping[str, str] = {
    "1": "one", "2": "two, a couple of, a couple, couple of", "3": "three, a few", "4": "four", "5": "five",
    "6": "six", "7": "seven", "8": "eight", "9": "nine", "10": "ten", "11": "eleven", "12": "twelve, "
    "a dozen", "13": "thirteen",
    "14": "fourteen", "15": "fifteen", "16": "sixteen", "17": "seventeen", "18": "eighteen", "19": "nineteen",
    "20": "twenty", "30": "thirty", "40": "forty", "50": "fifty", "60": "sixty", "70": "seventy",
    "80": "eighty", "90": "ninety", "100": "a hundred, one hundred, hundred",
}  # fmt: skip

UNITS: Mapping[str, str] = {
    "1": "s, sec, secs, second, seconds", "60": "min, mins, minute, minutes", "3600": "h, hour, hours",
}  # fmt: skip

VERBS = (
    "open, close, walk, run, jump, dance, hug, kiss, eat, drink, cook, read, write, ride, drive, throw, "
    "catch, kick, hit, fall, climb, swim, play, fight, wave, point, pick, put, push, pull, lift, carry, "
    "hold, sit, stand, lie, sleep, wake, shake, touch, cut, pour, wash, clean, paint, draw, type, film, "
    "smoke, pass, move, fly, land, chase, follow, meet, greet, bow, kneel, crawl, roll, spin, slide, "
    "skate, ski, surf, box, punch, wrestle, juggle, give, take, hand, drop, break, build, fix, repair, "
    "load, unload, buy, pay, serve, feed, pet, stroke, comb, brush, tie, wear, dress, undress, remove, "
    "look, watch, stare, nod, flip, crash, collide, overtake, reverse, bounce, shoot, score, celebrate, "
    "stretch, exercise, train, argue, knit, work, use, bring, turn on, turn off the, sit down, stand up, "
    "get up, lie down, pick up, put down, throw away, wave at, shake hands, high five, fall down, "
    "fall over, jog, stroll, march, sprint, limp, skip, hop, leap, stumble, trip, slip, lean, bend, "
    "go out, go dark, go by, come on, come back, go up, go down, come down, make, perform, burn, melt, boil, "
    "fry, stir, raise, lower, indicate, signal, deliver, sell, steal, rob, grab, snatch, tear, peel, chop, slice, "
    "mix, fold, "
    "sweep, mop, dig, mow, drill, weld, sew, tap, poke, tickle, scratch, rub, squeeze, hang, swing, shiver, tremble, "
    "faint, collapse, salute, thank, congratulate, introduce, escort, arrest, aim, hide, sneak, escape, flee, rescue, "
    "pray, meditate, squat, dive, float, sink, splash, paddle, row, sail, hike, cycle, drive past, walk past, run past"
)
NOUNS = (
    "person, man, woman, boy, girl, child, kid, baby, object, car, truck, bus, van, taxi, bicycle, bike, "
    "motorcycle, motorbike, scooter, train, tram, plane, airplane, helicopter, boat, ship, dog, cat, "
    "bird, horse, cow, sheep, puppy, kitten, vehicle, animal, tree, flower, house, building, door, "
    "window, table, chair, bottle, cup, glass, book, phone, laptop, computer, keyboard, screen, "
    "television, tv, ball, umbrella, bag, backpack, suitcase, knife, fork, spoon, bowl, pizza, cake, "
    "apple, banana, orange, sandwich, food, drink, bench, sign, traffic light, crowd, driver, cyclist, "
    "pedestrian, police, policeman, soldier, worker, player, team, jeep, pickup, ambulance, fire truck, "
    "tractor, wheel, road, street, bridge, sky, sun, moon, cloud, snow, water, fire, smoke, flag, "
    "guitar, piano, drum, skateboard, snowboard, surfboard, ski, kite, frisbee, bat, glove, bear, "
    "elephant, zebra, giraffe, lion, tiger, fish, duck, goose, chicken, pig, goat, rabbit, mouse, snake, "
    "toy, doll, robot, machine, camera, clock, bed, sofa, couch, plant, toilet, sink, oven, fridge, box, "
    "hat, helmet, shirt, jacket, coat, dress, shoe, face, hand, head, guy, lady, runner, jogger, walker, "
    "dancer, singer, bride, groom, teacher, student, nurse, doctor, lorry, minivan, suv, wagon, "
    "limousine, convertible, sedan, hatchback, cab, coach, gate, wall, fence, barrier, stairs, ladder, "
    "rope, bread, dessert, tank, wheelchair, pram, stroller, crane, helmet, basket, bucket, candle, mirror, "
    "picture frame, "
    "carpet, curtain, lamp, pillow, blanket, towel, plate, mug, kettle, stove, candle, wallet, purse, key, coin, ring, "
    "watch, necklace, balloon, gift, letter, envelope, parcel, package, crate, barrel, wheelbarrow, shovel, hammer, "
    "axe, "
    "saw, statue, fountain, tower, castle, tent, campfire, rock, stone, cliff, wave, river, leaf, branch, grass, "
    "whale, "
    "dolphin, shark, turtle, frog, spider, butterfly, bee, ant, owl, eagle, seagull, pigeon, penguin, monkey, wolf, "
    "fox, "
    "deer, squirrel, camel, donkey, briefcase, customer, waiter, chef, guard, thief, priest, king, queen, clown, "
    "astronaut, "
    "firefighter, mechanic, farmer, fisherman, athlete, referee, goalkeeper, boxer, beam, laser"
)
"""Things people ask for: what makes a bare word a request."""

IRREGULAR: Mapping[str, str] = {
    "can": "ca", "will": "wo", "shall": "sha",
    "be": "is, are, was, were, am, been, being, 's, 're", "do": "does, did, done, doing",
    "have": "has, had, having", "say": "said, says", "speak": "spoke, spoken", "go": "went, gone, goes",
    "come": "came", "leave": "left", "make": "made", "take": "took, taken", "get": "got, gotten",
    "drive": "drove, driven", "run": "ran", "hear": "heard", "see": "saw", "show": "shown",
    "feel": "felt", "wear": "wore, worn", "hold": "held", "write": "wrote, written", "sing": "sang, sung",
    "ring": "rang, rung", "begin": "began, begun", "sit": "sat", "stand": "stood", "eat": "ate, eaten",
    "fall": "fell, fallen", "ride": "rode, ridden", "throw": "threw, thrown", "catch": "caught",
    "fight": "fought", "draw": "drew, drawn", "slow": "slowed", "pull": "pulled", "weep": "wept",
    "break": "broke, broken", "give": "gave, given", "swim": "swam, swum", "fly": "flew, flown",
    "meet": "met", "shake": "shook, shaken", "find": "found", "speed": "sped", "hang": "hung",
    "lie": "lay, lain, lying", "tie": "tying", "drink": "drank, drunk", "sleep": "slept",
    "wake": "woke, woken", "build": "built", "buy": "bought", "bring": "brought", "feed": "fed",
    "pay": "paid", "shoot": "shot",
}  # fmt: skip

MISSPELT: Mapping[str, str] = {
    "wich": "which", "wehn": "when", "whn": "when", "wen": "when", "whre": "where", "teh": "the", "hte": "the",
    "adn": "and", "fnd": "find", "shwo": "show", "sohw": "show", "wiht": "with", "wtih": "with",
    "witout": "without", "thier": "their", "somone": "someone", "sombody": "somebody", "wile": "while",
    "befor": "before", "afer": "after", "aftr": "after", "ppl": "people", "smth": "something",
    "secnds": "seconds", "u": "you", "cn": "can", "blu": "blue", "gren": "green",
    "yelow": "yellow", "grean": "green", "balck": "black",
}  # fmt: skip
"""Slips of short words, which one letter would make of too many."""

PLURALS: Mapping[str, str] = {
    "person": "people, persons", "child": "children", "man": "men", "woman": "women", "foot": "feet",
    "mouse": "mice", "goose": "geese", "knife": "knives", "leaf": "leaves", "wolf": "wolves",
    "policeman": "policemen", "fireman": "firemen", "bus": "buses, busses", "sheep": "sheep",
    "fish": "fish", "policewoman": "policewomen", "fisherman": "fishermen",
}  # fmt: skip
