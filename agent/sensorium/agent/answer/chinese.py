"""Chinese for what models and the program tell in English; what is not known here stays as it is."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping

from sensorium.agent.answer import naming
from sensorium.core.errors import ErrorInfo

Told = re.Match[str]
LABELLED = re.compile(r"([a-z]+) (\d*\.\d+)")
SHARES = re.compile(r"(\d+%) (\w+)")
UNCHECKED = "could not be checked: "
BRACKETED = re.compile(r" \(([^()]*)\)$")
MODALITIES: Mapping[str, str] = {"voice": "声音", "words": "话语", "face": "面部"}
KINDS: Mapping[str, str] = {"image": "图片", "audio": "音频", "video": "视频", "nothing": "空"}
SIDES: Mapping[str, str] = {"left": "左", "right": "右", "top": "上", "bottom": "下"}
TASKS: Mapping[str, str] = {
    "visual_grounding": "视觉定位", "object_tracking": "目标跟踪", "track_events": "轨迹事件",
    "shot_boundary_detection": "镜头切分", "voice_activity_detection": "语音检测", "speech_recognition": "语音识别",
    "speech_emotion_recognition": "语音情感识别", "text_emotion_recognition": "文本情感识别",
    "facial_expression_recognition": "表情识别", "multimodal_affect": "多模态情感",
    "temporal_action_detection": "动作检测", "optical_character_recognition": "文字识别",
    "image_captioning": "图像描述", "visual_question_answering": "视觉问答", "image_text_embedding": "图文向量",
    "image_text_retrieval": "图文检索", "image_text_matching": "图文匹配", "masked_modelling": "掩码预测",
    "contrastive_tuning": "对比微调", "speech_translation": "语音翻译", "audio_classification": "声音分类",
    "speech_enhancement": "语音增强", "audio_visual_alignment": "音画对齐", "translate_text": "文本翻译",
    "summarize_text": "文本摘要", "text_to_image": "文生图", "text_to_speech": "语音合成", "text_to_video": "文生视频",
    "vision_language_action": "视觉语言动作",
}  # fmt: skip


def labels(text: str) -> str:
    """Labels with their scores: ``happy .92, sad .10``."""
    return LABELLED.sub(lambda m: f"{naming.word(m[1]) or m[1]} {m[2]}", text).replace(", ", "，")


def _language(code: str) -> str:
    return naming.language(code) or code


def _part(m: Told) -> str:
    """``red 0.81 (30% black, 30% red)``: a word of a phrase, how true it is, what was seen."""
    return f"{naming.beside(m[1])} {m[2]}（{evidence(m[3])}）"


def _felt(m: Told) -> str:
    said = f"{m[2]}：" if m[2] else ""
    return f"{MODALITIES[m[1]]}：{said}{labels(m[3])}"


EVIDENCE: tuple[tuple[re.Pattern[str], Callable[[Told], str]], ...] = tuple(
    (re.compile(pattern), said)
    for pattern, said in (
        (r"(.+?) (\d\.\d\d) \((.+)\)", _part),
        (r"(voice|words|face): (?:(“.*”): )?(.+)", _felt),
        (r"the voice sounds (.+)", lambda m: f"声音听起来{labels(m[1])}"),
        (r"(“.*”) \((\w+)\)", lambda m: f"{m[1]}（{_language(m[2])}）"),
        (r"detector", lambda m: "检测器"),
        (r"\d+% \w+(?:, \d+% \w+)*",
         lambda m: SHARES.sub(lambda s: f"{s[1]} {naming.word(s[2]) or s[2]}", m[0]).replace(", ", "，")),
        (r"([\d.]+%) of the picture", lambda m: f"占画面 {m[1]}"),
        (r"centre at (.+)", lambda m: f"中心在 {m[1]}"),
        (r"no (.+) seen", lambda m: f"没有看到{naming.in_chinese(m[1])}"),
        (r"no model here can tell", lambda m: "这里没有模型能判断"),
        (r"somebody speaks", lambda m: "有人说话"),
        (r"the picture cuts to another shot", lambda m: "画面切换"),
        (r"the sound falls more than (\d+) dB below its loud parts", lambda m: f"声音比响亮处低 {m[1]} 分贝以上"),
        (r"heading changed (.+) degrees to its (left|right)", lambda m: f"方向向{SIDES[m[2]]}改变 {m[1]} 度"),
        (r"width over height (.+) to (.+)", lambda m: f"宽高比从 {m[1]} 变为 {m[2]}"),
        (r"no sign of '(.+)'", lambda m: f"没有“{naming.word(m[1]) or m[1]}”的迹象"),
        (r"moved for (.+) s, then stood for (.+) s", lambda m: f"移动 {m[1]} 秒，然后停住 {m[2]} 秒"),
        (r"stood for (.+) s, then moved for (.+) s", lambda m: f"停住 {m[1]} 秒，然后移动 {m[2]} 秒"),
        (r"stood for (.+) s", lambda m: f"停住 {m[1]} 秒"),
        (r"was not seen to move", lambda m: "没有看到移动"),
        (r"(faster|slower) by a factor of (.+) within (.+) s",
         lambda m: f"{m[3]} 秒内速度{'增加' if m[1] == 'faster' else '降低'}到 {m[2]} 倍"),
        (r"grew by a factor of (.+) in the picture", lambda m: f"在画面中变大 {m[1]} 倍"),
        (r"(came in|went out) at the (\w+) edge",
         lambda m: f"从{SIDES.get(m[2], m[2])}边缘{'进入' if m[1] == 'came in' else '离开'}"),
        (r"moved (\d+%) of the picture to the (left|right)", lambda m: f"向{SIDES[m[2]]}移动画面的 {m[1]}"),
        (r"(came nearer|went away): distance times (.+)",
         lambda m: f"{'靠近' if m[1] == 'came nearer' else '远离'}：距离变为 {m[2]} 倍"),
        (r"moved into it", lambda m: "移入其中"),
        (r"passed across it", lambda m: "从其中穿过"),
        (r"nothing of the kind there", lambda m: "那里没有这样的内容"),
        (r"heard: (.+) (\d\.\d\d), at (.+) dB of full scale",
         lambda m: f"听到：{naming.word(m[1]) or m[1]} {m[2]}，{m[3]} dBFS"),
        (r"the mouth of face (\d+) moves while somebody speaks", lambda m: f"有人说话时，第 {m[1]} 张脸的嘴在动"),
        (r"looks like (.+) \((\d+) of (\d+) windows\)", lambda m: f"看起来像 {m[1]}（{m[3]} 个窗口中的 {m[2]} 个）"),
        (r"by the nearest label '(.+)', similarity (.+)", lambda m: f"依据最接近的标签“{m[1]}”，相似度 {m[2]}"),
        (r"(\d+)\. of (\d+)", lambda m: f"{m[2]} 个中的第 {m[1]} 个"),
        (r"not of those counted", lambda m: "不在所数之列"),
    )
)  # fmt: skip

MESSAGES: tuple[tuple[re.Pattern[str], Callable[[Told], str] | str], ...] = tuple(
    (re.compile(pattern), said)
    for pattern, said in (
        (r"\bnot searched: ", "未搜索："),
        (r"(\S+): its weights are (.+), not for every use", lambda m: f"{m[1]}：权重许可为 {m[2]}，不可用于一切用途"),
        (r"facial expression takes part because the request names a face", "请求提到面部，因此参考面部表情"),
        (r"(.+) did not answer \((.+)\); the rules did", lambda m: f"{m[1]} 没有应答（{m[2]}）；由规则解读"),
        (r"(.+) and the rules differ: the rules read (.+)", lambda m: f"{m[1]} 与规则的解读不同：规则读作 {m[2]}"),
        (r"composed from detected things, their colours, sky, grass and writing: it names 80 kinds of things and knows "
         r"nothing of what they mean to each other",
         "由检测到的物体、颜色、天空、草地和文字组成：只认识 80 种物体，不了解它们之间的关系"),
        (r"no picture-text model: a picture is known by the 80 things of COCO, their colours and the 1000 classes of "
         r"ImageNet recognised in it",
         "没有图文模型：图片由 COCO 的 80 种物体、颜色和 ImageNet 的 1000 个类别来识别"),
        (r"tunes linear heads over frozen towers of recognised names, not a picture-text model",
         "只在冻结的识别向量上微调线性头，不是图文模型"),
        (r"Mandarin spoken by a voice of Japanese speech: it is understood, with an accent",
         "用日语嗓音说普通话：听得懂，但带口音"),
        (r"it quotes the text's most telling sentences and writes none of its own", "只摘录原文中最重要的句子，不改写"),
        (r"words are written as they come, from what was heard by then", "边听边写，只依据当时已听到的内容"),
        (r"answers are put together from detected boxes, their colours and the writing: it has no understanding of "
         r"scenes, and refuses what these cannot tell",
         "答案由检测框、颜色和文字得出：不理解场景，这些内容不能说明的问题会拒绝回答"),
        (r"a storyboard: still pictures and title cards under a moving camera, not generated motion",
         "故事板：静态图片和字幕卡配合镜头运动，不是生成的动作"),
        (r"(?<= )needs the hub profile", "需要 hub 配置"),
        (r"needs ([\w and]+), not installed here", lambda m: f"需要未安装的 {m[1].replace(' and ', '、')}"),
        (r"knows German acted voices only, and no surprise: other speech is judged much less reliably",
         "只学过德语表演的声音，不含惊讶：对其他语音的判断可靠性低得多"),
        (r"the file ends at ([\d.]+) s although its header says ([\d.]+) s: cut off or damaged",
         lambda m: f"文件在 {m[1]} 秒处结束，而文件头写着 {m[2]} 秒：被截断或已损坏"),
        (r"no such file", "没有这个文件"), (r"is a folder, not a media file", "是文件夹，不是媒体文件"),
        (r"is empty", "是空的"), (r"is not a picture, sound or video file", "不是图片、声音或视频文件"),
        (r"the file is cut off|it may be cut off", "文件可能被截断"),
        (r"the file is damaged: fetch it again|fetch or record the file again|the file is damaged",
         "文件已损坏，请重新获取"),
        (r"holds neither pictures nor sound", "既没有画面也没有声音"),
        (r"holds no packets that can be read", "没有可读的内容"),
        (r"none of its pictures can be decoded|its picture cannot be decoded", "画面无法解码"),
        (r"has sound but no picture; this question needs a picture", "有声音而没有画面，这个问题需要画面"),
        (r"has a picture but no sound; this question needs sound", "有画面而没有声音，这个问题需要声音"),
        (r"give a file with sound, or ask about what is seen", "请给出有声音的文件，或询问画面"),
        (r"give a video, or ask about what is heard", "请给出视频，或询问声音"),
        (r"check that it plays in a media player", "请检查它能否在播放器中播放"),
        (r"give a media file|give a file\b", "请给出媒体文件"), (r"check the path", "请检查路径"),
        (r"name a file inside it", "请指明其中的文件"),
        (r"no file given", "没有给出文件"), (r"type: (?=sensorium)", "请输入："),
        (r"no installed task answers (\w+)\(\.\.\.\)", lambda m: f"没有安装能回答 {m[1]}(...) 的任务"),
        (r"no installed task can (\w+(?: \w+)?) yet", lambda m: f"还没有安装能完成 {m[1]} 的任务"),
        (r"nothing can (\w+) this kind of medium", lambda m: f"没有任务能对这种媒体执行 {m[1]}"),
        (r"`sensorium (\w+)` lists (?:what can be asked|them)", lambda m: f"`sensorium {m[1]}` 列出可用的内容"),
        (r"this needs (\w+(?: or \w+)*), and the medium is (\w+)",
         lambda m: f"这需要{_kinds(m[1])}，而给出的是{KINDS.get(m[2], m[2])}"),
        (r"give ((?:image|audio|video)(?: or \w+)*)", lambda m: f"请给出{_kinds(m[1])}"),
        (r"no installed model knows '(.+?)'", lambda m: f"没有安装认识“{naming.in_chinese(m[1])}”的模型"),
        (r"known here: (.+?)(, \.\.\.)?(?=\)|$)", lambda m: f"认识的有：{_listed(m[1])}{' 等' if m[2] else ''}"),
        (r"nothing in this request can be looked for", "这个请求中没有可以查找的内容"),
        (r'name what is seen, heard, said or felt, such as ".+"',
         "请说明看到、听到、说到或感到的内容，例如“红色汽车转弯时的悲伤片段”"),
        (r"the request is empty", "请求是空的"),
        (r'say what to find, such as ".+"', "请说明要找什么，例如“悲伤的片段”"),
        (r"ask for less at once", "请一次少问一些"),
        (r"is not in the weight store, and offline nothing is fetched", "不在权重库中，离线时不会下载"),
        (r"is not in the weight store", "不在权重库中"),
        (r"pull it where the network may be used", "请在可以联网时下载"),
        (r"\brun: (?=sensorium)", "请运行："),
        (r"the deadline (?:had )?passed(?: already| before the work was done)?", "已超过时限"),
        (r"allow more time(?:; what is finished is kept)?", "请给更多时间"),
        (r"could not be checked: ", "无法检查："),
        (r"it has no sound, so there is neither voice nor words to judge feelings by",
         "没有声音，因此没有语音或话语可用来判断情感"),
        (r'ask how somebody looks \("looks sad"\), or let faces be read: SENSORIUM_FACES=1',
         "请询问表情，例如“看起来悲伤”，或设置 SENSORIUM_FACES=1 以便参考面部"),
        (r"no thing I can see is named in '(.+?)'", lambda m: f"“{naming.in_chinese(m[1])}”中没有能看到的东西"),
        (r"name one of: (.+?); or person, vehicle, animal, food, furniture \.\.\.",
         lambda m: f"请说明其中之一：{_listed(m[1])}；或人、车辆、动物、食物、家具等"),
        (r"facial expression is told only to those who ask for it", "只有明确要求时才判断面部表情"),
        (r'name the face in the request \("looks sad"\), or set SENSORIUM_FACES=1',
         "请在请求中提到表情，例如“看起来悲伤”，或设置 SENSORIUM_FACES=1"),
        (r"no model may answer: ", "没有可用的模型："),
        (r"change the profile, policy or language", "请更改配置、许可策略或语言"),
        (r"gives no moments", "不给出片段"), (r"ask for it alone, as (.+)", lambda m: f"请单独询问：{m[1]}"),
    )
)  # fmt: skip


def evidence(text: str) -> str:
    """What was seen or heard."""
    if text.startswith(UNCHECKED):
        return f"无法检查：{message(text.removeprefix(UNCHECKED))}"
    return "；".join(_piece(piece) for piece in _pieces(text))


def message(text: str) -> str:
    """A warning or an error."""
    for pattern, said in MESSAGES:
        text = pattern.sub(said, text)
    for name, called in TASKS.items():
        text = text.replace(f"{name}: ", f"{called}：", 1) if text.startswith(f"{name}: ") else text
    return BRACKETED.sub("（\\1）", text)


def error(info: ErrorInfo) -> str:
    """An error in one line, as it is told in English."""
    head = f"{info.where}：{message(info.message)}" if info.where else message(info.message)
    return f"{head}（{message(info.fix)}）" if info.fix else head


def task(name: str) -> str:
    """What a standard task is called; another keeps its name."""
    return TASKS.get(name, name)


def _kinds(listed: str) -> str:
    return "或".join(KINDS.get(kind, kind) for kind in listed.split(" or "))


def _listed(words: str) -> str:
    return "、".join(dict.fromkeys(naming.in_chinese(word) for word in words.split(", ")))


def _piece(text: str) -> str:
    for pattern, said in EVIDENCE:
        if (match := pattern.fullmatch(text)) is not None:
            return said(match)
    return naming.in_chinese(text) if naming.word(text) else text


def _pieces(text: str) -> Iterator[str]:
    """The parts between semicolons that stand in no brackets and no quotes."""
    depth = start = 0
    for at, letter in enumerate(text):
        depth += (letter in "(“") - (letter in ")”")
        if depth == 0 and text.startswith("; ", at):
            yield text[start:at]
            start = at + 2
    yield text[start:]
