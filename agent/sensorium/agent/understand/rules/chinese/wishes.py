"""Chinese requests of a known form that look for nothing."""

from __future__ import annotations

from collections.abc import Mapping

from sensorium.agent.understand.rules.chinese.lexicon import LANGUAGES
from sensorium.agent.understand.rules.wishes import BEHIND, QUOTE, Fields, calls, chooses, wants, wish

ASKED = r"^(?:请|帮我)*"
LIBRARY = r"(?:我的|这个)?(?:媒体库|资料库|素材库|图库|相册|库)(?:里面|里|中)?的?"
ALOUD = r"(?:朗读|念出|读出|念一下|大声读)(?:以下|下面的)?(?:文字|内容)?"
ACTOR = r"(?:车|机器人|司机|智能体|我们?)(?:现在|接下来|下一步|此时)?"
AT_RED = r"(?:遇到?|看到|检测到|见到?|碰到)红灯[,，]?(?:就|要|时|后|应|→|->)*"
NOISE = r"(?:去除|去掉|消除|减少|过滤)(?:掉)?(?:背景)?(?:里的|中的)?(?:噪音|噪声|杂音)"
FELT = r"(?:情绪|情感|感情|心情|褒义|贬义)"
BARE = r"[^“\"「]*"
PEOPLE = r"(?:他们|她们|他|她|大家|这段|录音|视频|对话|里|中)*"
PICTURE = r"(?:图片|图像|照片|图)"


def _spoken(told: Mapping[str, str]) -> Fields:
    codes = {word: code for code, listed in LANGUAGES.items() for word in listed.split()}
    return {"goal": "speak", "text": told["text"], "to": codes.get(told.get("language", ""))}


WISHES = (
    *wish(_spoken, rf"{ASKED}(?:用(?P<language>\w+?))?{ALOUD}{BEHIND}$"),
    *wish(
        wants("act"),
        rf"^(?:执行|行动|控制|驾驶|指令){BEHIND}$",
        rf"^(?P<text>.*{ACTOR}(?:应该|该)(?:怎么(?:办|做|开|走)|做什么))$",
        rf"^(?P<text>{AT_RED}(?:停车|停下|刹车|停|等).*)$",
        r"^(?P<text>[^“\"]+(?:->|→)[^“\"]+)$",
    ),
    *wish(calls("speech_enhancement"), rf"^.*(?:降噪|去噪|语音增强|{NOISE})[^，。]*$"),
    *wish(
        calls("audio_visual_alignment"),
        r"^.*(?:音画|声画|音视频|声音[和与跟]画面|口型).*(?:同步|对得上|对齐|一致|吻合).*$",
        r"^谁(?:在)?(?:什么时候|何时)(?:在)?(?:说话|讲话)$",
    ),
    *wish(
        calls("text_emotion_recognition"),
        rf"^{BARE}{QUOTE}[^”\"」]*{FELT}[^”\"」]*$",
        rf"^(?:分析|判断|识别|检测){BARE}{FELT}{BARE}{BEHIND}$",
        rf"^(?:分析|判断|识别|检测){BARE}{FELT}{BARE}{QUOTE}$",
        r"^(?P<text>我(?:今天|现在|最近)?(?:感到|觉得|感觉)(?:很|非常|好|特别)?\w{1,6})$",
    ),
    *wish(calls("masked_modelling"), r"^(?:[^:：]*[:：]\s*)?[\"“]?(?P<text>[^:：\"“]*\[mask\][^:：\"”]*)[\"”]?$"),
    *wish(
        calls("summarize_text"),
        rf"{ASKED}(?:总结|概括|摘要)(?:一下)?(?:以下|下面|这段)?的?(?:文字|文本|内容|文章)?{BEHIND}$",
        rf"{ASKED}(?:总结|概括)(?:一下)?{PEOPLE}(?:说|讲|谈|对话|讲话)(?:了|的|论)*(?:什么|话|内容)*$",
    ),
    *wish(
        wants("search"),
        rf"{ASKED}(?:在|从)?{LIBRARY}(?:搜索|查找|检索|搜|找出|找)(?:一下)?(?P<text>.+)$",
        rf"{ASKED}(?:搜索|检索|查找){LIBRARY}(?P<text>.+)$",
    ),
    *wish(calls("image_text_retrieval"), rf"^.*(?:以图搜图|(?:相似|类似)的?(?:{PICTURE}|画面|视频|媒体)).*$"),
    *wish(
        chooses,
        rf"^这(?:张|幅|是)?{PICTURE}?(?:是|拍的是|上是)?(?P<one>\w+?)还是(?P<other>\w+?)的?{PICTURE}$",
        rf"^这(?:张|幅)?{PICTURE}(?:是|拍的是|上是)(?P<one>\w+?)还是(?P<other>\w+)$",
    ),
    *wish(wants("generate", kind="image"), rf"{ASKED}(?:画|绘制)(?!面|中|里|上|外|廊|家)(?P<text>.+)$"),
    *wish(wants("classify"), r"^.*(?:有哪些|都有什么|听到了?什么|听到了?哪些|能听到什么|有什么)声音.*$"),
)  # fmt: skip
