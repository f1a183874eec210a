"""What Chinese words mean to a query: one table a kind, from what the query says to words, spaces between."""

from __future__ import annotations

from collections.abc import Mapping

FEELINGS: Mapping[str, str] = {
    "sad": "悲伤 难过 伤心 悲痛 忧伤 哀伤 沮丧 忧郁 悲哀 不开心 不高兴 不快乐 失落 痛苦 伤感 悲",
    "happy": "开心 高兴 快乐 幸福 喜悦 愉快 欢乐 兴奋 欣喜 快活 欢快 喜",
    "angry": "愤怒 生气 恼火 气愤 发怒 发火 暴怒 恼怒 怒气冲冲 发脾气 怒 激怒 烦 烦躁 不耐烦 不满 不满意",
    "fearful": "害怕 恐惧 惊恐 恐慌 担心 焦虑 紧张 惊慌 受惊 不安", "disgusted": "厌恶 恶心 反感 嫌弃",
    "surprised": "惊讶 吃惊 惊奇 诧异 震惊 意外 惊喜", "neutral": "平静 中性 冷静 淡定 平和",
    "positive": "积极 正面 乐观 积极的", "negative": "消极 负面 悲观",
}  # fmt: skip

EXPRESSIONS: Mapping[str, str] = {
    "happy": "微笑 露出笑容 笑容 笑脸 咧嘴笑", "sad": "愁眉苦脸", "angry": "皱着眉头 皱着眉 皱起眉头 皱眉头 皱眉 怒目",
}  # fmt: skip

EVENTS: Mapping[str, str] = {
    "turn left": "左转 向左转 往左转 左拐 向左拐 往左拐 左转弯 向左转弯 往左转弯 左拐弯",
    "turn right": "右转 向右转 往右转 右拐 向右拐 往右拐 右转弯 向右转弯 往右转弯 右拐弯",
    "turn": "转弯 拐弯 转了弯 拐了弯 转过弯 拐过弯 回转 改变方向 转方向 "
    "掉头 调头 转向 转身 转 拐 调转方向 转头",
    "stop": "停下 不动 静止 静止不动 没动 一动不动 停下来 停车 停住 停止 停 靠边停车 靠边停 刹停 停稳 停了下来 停了 "
    "停泊 停靠 停住了 站住",
    "start": "起飞 启动 起步 出发 发动 开动 开始移动 开走 动身 开始行驶", "accelerate": "加速 提速 变快 越来越快",
    "slow down": "减速 慢下来 变慢 刹车 煞车 踩刹车 慢了下来 放慢 减慢 降速 放慢速度",
    "approach": "到达 抵达 来了 来到 到了 驶来 靠近 接近 走近 驶近 逼近 走向 驶向 开向 跑向 靠过来 走过来 开过来",
    "leave": "走了 下了 出店 出屋 出门 出了门 离开 驶离 走开 走出 驶出 开出 离去 消失 跑出 出去 远离 走掉 下车",
    "enter": "上了 坐上 登上 进店 进屋 进了屋 进门 进了门 进 进入 驶入 走进 开进 进来 走入 进去 跑进 闯入 上车 "
    "开入",
    "cross": "穿过 横穿 穿越 过马路 横过 越过 通过 过街 穿过马路 横穿马路 过",
    "wait": "等待 等候 等 排队 等着 等车 等人 等红灯 等公交 等公交车 等绿灯",
}  # fmt: skip

GOING_ON = (
    "一直在动 一直动 一直没停 一直没停过 一直没有停 一直不停 一直在移动 一直移动 一直在走 一直在行驶 没停过 从没停过 "
    "从来没停过 "
    "不停地走 不停地开 不停地动 一直在前进 一直没停下 一直没停下来 一直没有停下"
)
CUTS = (
    "切换 切镜头 镜头切换 换镜头 转场 剪辑点 切镜 镜头转换 场景切换 画面切换 切换镜头 镜头切换点 切换点 剪切点 "
    "换了镜头 切了镜头"
)
BOUND: Mapping[str, str] = {
    "shop": "进店 出店", "house": "进屋 出屋 进了屋", "door": "进门 出门 出了门 进了门",
}  # fmt: skip
"""Entering and leaving with what is entered or left in one word."""
CROSS_STREET = "过马路 过街 穿过马路 横穿马路"
NOUNS: Mapping[str, str] = {
    "car": "汽车 车 轿车 小汽车 小轿车 车子 小车 私家车", "truck": "卡车 货车 大货车 皮卡",
    "bus": "公交车 公交 巴士 公共汽车 大巴 公车 客车 大客车 大巴车 中巴",
    "van": "面包车 厢式车",
    "taxi": "出租车 的士 计程车 出租",
    "bicycle": "自行车 单车 脚踏车", "motorcycle": "摩托车 摩托 机车", "train": "火车 列车", "tram": "电车",
    "snow": "雪",
    "plane": "飞机", "boat": "船 小船", "ambulance": "救护车", "fire truck": "消防车", "police car": "警车",
    "jeep": "吉普车 吉普", "scooter": "电动车 滑板车", "vehicle": "车辆 交通工具", "suv": "越野车",
    "person": "人 人物 行人们 人员 人类 某人", "pedestrian": "行人 路人",
    "security guard": "保安", "thief": "小偷", "customer": "顾客 客人", "actor": "演员", "actress": "女演员",
    "son": "儿子", "daughter": "女儿", "briefcase": "公文包", "mother": "妈妈 母亲", "father": "爸爸 父亲",
    "young man": "小伙子 小伙 年轻男子",
    "man": "男 男人 男子 男士 男性 男的",
    "woman": "女 女人 女子 女士 女性 女的", "boy": "男孩 男孩子 小男孩", "girl": "女孩 女孩子 小女孩 姑娘",
    "child": "孩子 小孩 儿童 小朋友", "baby": "婴儿 宝宝",
    "cyclist": "骑车的人 骑自行车的人 骑车人 骑手 骑行者", "driver": "司机 驾驶员", "police officer": "警察",
    "crowd": "人群", "dog": "狗 小狗 犬", "cat": "猫 小猫", "bird": "鸟 小鸟", "horse": "马",
    "cow": "牛 奶牛", "sheep": "羊", "animal": "动物", "giraffe": "长颈鹿",
    "elephant": "大象 象", "zebra": "斑马", "bear": "熊", "tiger": "老虎", "lion": "狮子", "monkey": "猴子",
    "duck": "鸭子", "chicken": "鸡", "rabbit": "兔子", "mouse": "老鼠", "snake": "蛇", "pig": "猪", "goat": "山羊",
    "helicopter": "直升机", "laptop": "笔记本电脑 笔记本", "keyboard": "键盘", "knife": "刀", "fork": "叉子",
    "spoon": "勺子", "bowl": "碗", "banana": "香蕉", "orange": "橙子", "sandwich": "三明治", "pizza": "披萨 比萨",
    "fridge": "冰箱", "oven": "烤箱", "microwave": "微波炉", "sink": "水槽", "toilet": "马桶", "vase": "花瓶",
    "scissors": "剪刀", "skateboard": "滑板", "surfboard": "冲浪板", "frisbee": "飞盘", "clock": "时钟",
    "stop sign": "停车标志", "plant": "植物", "bank": "银行", "hotel": "酒店 旅馆 宾馆", "lift": "电梯",
    "stairs": "楼梯", "garage": "车库", "wall": "墙", "fence": "围栏 栅栏", "junction": "岔路口",
    "roundabout": "环岛", "crossing": "斑马线 人行横道", "pavement": "人行道", "teacher": "老师",
    "student": "学生", "doctor": "医生", "nurse": "护士", "worker": "工人", "player": "球员", "soldier": "士兵",
    "old person": "老人", "old woman": "老太太 老奶奶 老婆婆 奶奶", "old man": "老爷爷 老大爷 老头 "
    "爷爷", "runner": "跑步者", "door": "门", "gate": "大门", "window": "窗户 窗",
    "house": "房子 屋子 房屋 家", "building": "建筑 大楼 楼", "room": "房间", "tree": "树 大树",
    "flower": "花", "table": "桌 桌子", "chair": "椅子", "bottle": "瓶子", "cup": "杯子", "book": "书",
    "phone": "手机 电话", "computer": "电脑", "television": "电视", "ball": "球", "football": "足球",
    "basketball": "篮球", "umbrella": "雨伞 伞", "bag": "包 书包 袋子", "backpack": "背包",
    "suitcase": "行李箱 箱子", "box": "盒子", "food": "食物", "cake": "蛋糕", "apple": "苹果",
    "street": "马路 街道 街", "road": "道路 路 公路", "bridge": "桥", "sky": "天空", "fire": "火",
    "smoke": "烟", "water": "水", "traffic light": "红绿灯 交通灯 信号灯",
    "sign": "牌子 标志 招牌 标牌 路牌 指示牌", "guitar": "吉他", "piano": "钢琴", "kite": "风筝",
    "bench": "长椅", "light": "灯 路灯 车灯", "sofa": "沙发", "bed": "床", "balloon": "气球", "flag": "旗子 国旗",
    "camera": "镜头前 相机", "crossroads": "路口 十字路口", "parking lot": "停车场", "shop": "商店",
    "face": "人脸",
}  # fmt: skip

FRAMES = "画面 镜头 视野 屏幕 视频 场景 画框"
PLURAL = "clothes glasses sunglasses trousers jeans shoes shorts gloves water smoke fire food"
COLOURS: Mapping[str, str] = {
    "red": "红色 红", "blue": "蓝色 蓝", "green": "绿色 绿", "yellow": "黄色 黄", "white": "白色 白",
    "black": "黑色 黑", "grey": "灰色 灰", "silver": "银色 银", "orange": "橙色 橘色", "purple": "紫色 紫",
    "pink": "粉色 粉红色 粉", "brown": "棕色 褐色 咖啡色", "golden": "金色",
}  # fmt: skip

ADJECTIVES: Mapping[str, str] = {
    "big": "大 巨大 大型", "small": "小 小型", "tall": "高 高大 高个子", "short": "矮", "old": "老 旧 年老",
    "largest": "最大", "smallest": "最小", "tallest": "最高", "oldest": "最老", "nearest": "最近", "youngest": "最年轻",
    "young": "年轻", "long": "长", "new": "新", "two": "", "fast": "快速", "little": "小小", "cute": "可爱",
    "empty": "空",
}  # fmt: skip

WORN: Mapping[str, str] = {
    "clothes": "衣服 衣裳 服装 衣", "hat": "帽子 帽", "cap": "鸭舌帽 棒球帽", "helmet": "头盔",
    "jacket": "夹克", "coat": "外套 大衣", "shirt": "衬衫 衬衣 上衣", "t-shirt": "T恤",
    "dress": "连衣裙 裙子 长裙", "suit": "西装 西服", "skirt": "短裙", "scarf": "围巾", "tie": "领带",
    "uniform": "制服 校服", "glasses": "眼镜", "sunglasses": "墨镜 太阳镜", "mask": "口罩 面具",
    "gloves": "手套", "shoes": "鞋 鞋子", "trousers": "裤子", "jeans": "牛仔裤", "shorts": "短裤",
    "raincoat": "雨衣", "boots": "靴子", "down jacket": "羽绒服",
    "sweater": "毛衣", "vest": "背心", "backpack": "背包", "hoodie": "卫衣",
}  # fmt: skip

POSITIONS: Mapping[str, str] = {
    "on the left": "左边 左侧 左面 左方 左手边 画面左侧 画面左边 最左边",
    "at the top on the left": "左上角 左上方 左上", "at the top on the right": "右上角 右上方 右上",
    "at the bottom on the left": "左下角 左下方 左下", "at the bottom on the right": "右下角 右下方 右下",
    "on the right": "右边 右侧 右面 右方 右手边 画面右侧 画面右边 最右边", "in the middle": "中间 中央 正中",
    "at the top": "上方 顶部 上面 上边", "at the bottom": "下方 底部 下面 下边",
    "in the background": "背景里 背景中 背景", "in the foreground": "前景里 前景中 前景",
    "in the corner": "角落里 角落",
}  # fmt: skip

BESIDE: Mapping[str, str] = {
    "next to": "旁边 旁 身边", "on": "上 上面", "behind": "后面 后方 身后", "in front of": "前面 "
    "前方", "under": "底下 下",
}  # fmt: skip

WEARING = "穿着 穿 戴着 戴 身穿 身着 佩戴"
HELD: Mapping[str, str] = {
    "holding": "拿着 拿 举着 撑着 抱着 打着 握着 手持 提着", "riding": "骑着 骑", "pushing": "推着",
    "leading": "牵着", "carrying": "背着 扛着 搬着",
}  # fmt: skip

SOUNDS: Mapping[str, str] = {
    "siren": "警笛 警笛声 警报声 警报 警铃", "music": "音乐 背景音乐 音乐声 配乐 歌曲",
    "applause": "掌声 鼓掌声 鼓掌 拍手", "laughter": "笑声 大笑 笑 哈哈大笑 发笑",
    "crying": "哭声 哭泣 哭 哭泣声 大哭", "gunshot": "枪声 枪响", "explosion": "爆炸 爆炸声",
    "car horn": "喇叭 喇叭响 喇叭声 汽车喇叭 按喇叭 鸣笛 鸣喇叭 汽笛", "thunder": "雷声 打雷", "footsteps": "脚步声",
    "dog barking": "狗叫声 狗叫 狗吠 犬吠 狗在叫 狗吠声", "cat meowing": "猫叫 猫叫声",
    "birdsong": "鸟叫 鸟叫声 鸟鸣 鸟鸣声", "bell": "铃声 钟声 铃", "doorbell ringing": "门铃 门铃声",
    "phone ringing": "电话铃声 手机铃声 电话铃 电话响 手机响", "screaming": "尖叫 尖叫声 惊叫",
    "singing": "唱歌 歌声", "cheering": "欢呼 欢呼声", "coughing": "咳嗽 咳嗽声", "sneezing": "打喷嚏",
    "breaking glass": "玻璃破碎 玻璃碎裂 玻璃破碎声 玻璃碎", "crash": "撞击 撞击声 碰撞声 撞车声", "thud": "砰的一声 "
    "闷响",
    "knocking": "敲门声 敲门",
    "whistle": "口哨声 口哨 哨声 吹口哨", "alarm": "闹钟 闹铃", "snoring": "打鼾 鼾声", "noise": "噪音 噪声",
    "engine": "发动机声 引擎声", "rain": "雨声", "wind": "风声",
}  # fmt: skip

PLACES: Mapping[str, str] = {
    "beach": "海滩 沙滩 海边", "kitchen": "厨房", "forest": "森林 树林", "park": "公园", "office": "办公室",
    "city": "城市", "mountain": "山 山上 高山", "classroom": "教室", "restaurant": "餐厅 饭店",
    "garden": "花园", "sea": "大海 海", "river": "河边", "bedroom": "卧室", "living room": "客厅",
    "stadium": "体育场", "church": "教堂", "school": "学校", "hospital": "医院", "airport": "机场",
    "station": "车站", "supermarket": "超市", "night": "夜晚 晚上 夜间 夜里", "daytime": "白天",
    "sunset": "日落 夕阳 黄昏", "sunrise": "日出", "snow": "雪地 下雪 下了雪 下着雪", "rain": "下雨 雨中 下过雨 "
    "下了雨 下着雨 下起雨",
    "indoors": "室内", "outdoors": "室外 户外", "tunnel": "隧道", "highway": "高速公路", "farm": "农场",
    "library": "图书馆", "desert": "沙漠", "gym": "健身房",
}  # fmt: skip

LANGUAGES: Mapping[str, str] = {
    "zh": "中文 汉语 普通话 国语 中国话", "en": "英文 英语", "de": "德语 德文", "fr": "法语 法文",
    "es": "西班牙语", "ja": "日语 日文", "ko": "韩语 韩文", "ru": "俄语 俄文", "it": "意大利语 义大利语",
    "pt": "葡萄牙语", "ar": "阿拉伯语", "yue": "粤语 广东话",
}  # fmt: skip

VERBS: Mapping[str, str] = {
    "open": "打开 开", "close": "关上 关 关闭", "run": "跑步 跑 奔跑", "walk": "走路 走 行走 散步",
    "jump": "跳 跳跃 跳起来", "dance": "跳舞", "argue": "吵架 争吵 "
    "吵起来", "celebrate": "庆祝", "paint": "画画", "clean": "打扫", "hug": "拥抱 抱", "kiss": "亲吻 "
    "接吻", "eat": "吃",
    "drink": "喝", "cook": "做饭 烹饪", "read": "看书 阅读", "ride": "骑车", "drive": "开车 驾驶 行驶",
    "throw": "扔 抛", "catch": "接住", "kick": "踢", "fall": "摔倒 跌倒 倒下", "climb": "爬 攀爬",
    "swim": "游泳", "play": "玩 打", "fight": "打架 打斗", "wave": "挥手 招手", "sit": "坐下 坐着 坐",
    "stand": "站着 站", "lie": "躺着 躺下", "sleep": "睡觉", "shake hands": "握手", "smoke": "抽烟",
    "pass": "经过 驶过 路过 走过 开过 跑过", "fly": "飞", "chase": "追 追逐 追赶", "collide": "相撞 碰撞 撞车",
    "hit": "撞 撞上 打", "wash": "洗", "write": "写字", "sit down": "坐下来", "stand up": "站起来 起身",
    "cut": "切", "pour": "倒水", "move": "移动", "type": "打字", "reverse": "倒车 倒退",
    "overtake": "超车 超过 超", "pick up": "捡起 拿起",
    "put down": "放下",
}  # fmt: skip

WHOLE_VERBS: Mapping[str, str] = {
    "opens a door": "开门", "closes a door": "关门", "drinks water": "喝水", "eats food": "吃饭 吃东西",
    "scores a goal": "进球", "passes a ball": "传球", "shoots": "射门",
    "plays football": "踢足球 踢球", "plays basketball": "打篮球", "rides a bicycle": "骑自行车",
    "opens a window": "开窗", "makes a phone call": "打电话", "takes a photo": "拍照",
}  # fmt: skip

MOMENTS = (
    "片段 时刻 瞬间 场景 镜头 画面 部分 段落 地方 时间 情节 视频 时段 时间段 段 场面 内容 情况 时候 时间点 "
    "剩下 剩余 其余 其他部分 气氛 情绪 图 图片 图像 录像 影片 音频 片子 那一刻 那段 桥段"
)
SOMEONE = "有人 人们 大家 谁 任何人 他 她 他们 她们 别人 有谁 某个人 我们 所有人 说话人"
NO_ONE = (
    "没有一个人 没一个人 一个人都没有 一个人也没有 一个人都没 一个人也没 连一个人都没有 没有谁 并非有人 不是有人 "
    "并没有人 并无人 没有人 没人 无人 没有任何人 谁也没有 谁都没有 谁也不 谁都不"
)
CRY = "叫 鸣叫 吠"
SEEN = (
    "带有 带 出现 看到 看见 能看到 可以看到 能看见 可见 露面 显示 拍到 存在 出镜 能见到 有没有 有 见到 包含 "
    "含有 入镜 看得到"
)
NO = (
    "听不到 听不见 没听到 没听见 没一辆 没有一辆 没一只 没有一只 没一个 没有一个 没有 没 无 不含 不包含 没出现 不见 "
    "没有出现 看不到 看不见 没看到 没有任何 不存在 没有看到 未见 不带 缺少 不出现"
)
NOT = "并非 既不 不 没有 没 未 并未 不再 并没有 不是 并不 不会 没在 不在 未曾 没能 别"
NEVER = (
    "没有一次 没一次 没有哪次 从不 从未 从来不 从来没有 从来没 永不 始终没有 一直没有 从没 始终不 从没有 一直没 "
    "一次也没有 一次都没有"
)
LOOKS = "看着 看似 看样子 看起来 看上去 显得 表情 神情 脸色 面部表情 脸上 面容 脸"
SOUNDS_LIKE = "听着 听来 听起来 听上去 语气 口气 嗓音 语调 声调"
VOICES = "声音 语气 口气 嗓音 语调 嗓门"
FACES = "表情 神情 面孔 脸 面部表情 面容 脸庞"
WORDINGS = "话 言论 词语 用词 措辞 言语 东西 事 事情 评论 字眼 语言"
SPEECH = (
    "对白 吭声 出声 作声 说悄悄话 耳语 窃窃私语 低语 嘀咕 说话 讲话 交谈 对话 聊天 谈话 发言 开口 说着话 在说话 "
    "讲着话 人声 说话声 语音 开口说话"
)
SAY = (
    "说到 讲到 聊到 聊起 谈起 说了句 说了一句 说一句 说句 喊了 喊了一声 大喊一声 念到 讲出 说了 说 说出 提到 喊 讲 "
    "讲了 说起 谈到 谈论 大喊 念 说道 喊道 提起 喊出 说过 问 谈论到"
)
SILENCE = (
    "安静 静音 无声 沉默 寂静 没有声音 鸦雀无声 没有任何声音 静默 没声音 毫无声音 听不到声音 听不到任何声音 停顿 "
    "一点声音都没有 一点声音也没有 什么声音都没有 什么声音也没有 没有一点声音 "
    "没有什么声音 半点声音都没有 一点儿声音都没有 一点儿声音也没有 "
    "静悄悄 一片寂静"
)
WRITTEN = "写着 写有 印着 显示着 文字 字样 字 标语 字幕 牌子 招牌 标志 单词 标有 文本 路牌 标牌"
HEARD = "听到 听见 能听到 可以听到 能听见 听得到 响 响起 传来 响了 响起来 播放着 在响"
AND = "和 与 跟 及 以及 还有 并且 而且 并 且 又 也 还 同时 而且还 同时也 以及还有 而 、 并同时 又同时 既"
OR = "或者 或 还是 要么 或是"
BUT = "但是 但 却 不过 可是 然而"
THEN = "再是 最后是 接着是 然后是 以后再 后再 之后又 以后又 后又 然后 接着 随后 再 紧接着 之后再 然后再 接下来"
WHILE = "的时候 时候 时 当 的同时 的时刻 的瞬间 那一刻 之时 的那一刻 一边 的情况下"
BEFORE = "前不久 之前不久 不久前 不久之前 之前 以前 前 的前面"
AFTER = "后不久 之后不久 不久后 不久之后 之后 以后 后 过后 的后面"
JUST = "前不久 之前不久 不久前 不久之前 后不久 之后不久 不久后 不久之后 刚刚 刚 马上 立刻 紧接着 随即 紧跟着 正好 立即"
DURING = "期间 过程中 当中 的过程中 的期间 之中 的过程当中"
OVERLAPS = "重叠 重合 有重叠"
QUANTITY = (
    "只有一个人 只有一个 只有一辆 只有一只 只有一位 只有两个 不是每个人 不是所有人 并非所有人 并非每个人 "
    "一半 大部分 大多数 多数 少数 半数 连续 快要 差点 几乎"
)
AROUND = "前后"
UNTIL = "等到 直到 一直到 直至 到"
BETWEEN = "之间"
EXCEPT = "除了 除去 除"
EXCEPT_END = "以外 之外 外"
UNLESS = "除非"
COUNTING = "多少次 几次 多少回 几回 的次数 次数 多少遍 几遍 几下 多少下 几声 多少声 有多少次 一共几次 共几次"
COUNTING_THINGS = (
    "多少辆 几辆 多少个 几个 多少只 几只 多少人 几个人 多少名 几名 多少位 几位 多少条 几条 多少段 几段 的数量 数量 多少"
)
COUNT_COMMANDS = "数一数 统计 统计一下 数一下 数数 计算 数出"
LONGEST = "最长 最久 时间最长 持续最久 持续时间最长"
MOST = "最 最为"
AT_LEAST = "不止 不只 至少 超过 多于 大于 不少于 长于 持续超过 不短于 最少 长达 起码 达到"
AT_MOST = "短于 少于 不到 不超过 最多 小于 至多 不足 低于 不长于"
OR_MORE = "以上 或更长 或以上"
OR_LESS = "以下 以内 之内 或更短"
LASTS = "待 待了 呆 呆了 停留 停留了 逗留 逗留了 持续 长达 持续时间 时长 延续 持续了"
AGAIN = "再次 又一次 再一次 第二回"
FIRSTLY = "首次 头一次 第一次 最早 最先 首个"
LASTLY = "最后一次 最后一个 最后一段 最后 末次 最后一辆 最后一位 最近一次"
EARLY = "前 最初 开头 头 开始的 最开始的 最前面 开始 起初"
LATE = "最后 末尾 后 结尾 倒数"
OUT_OF = "出来 出去 下来 走出 跑出 开出 走出来 跑出来 开出来 驶出 离开 里出来"
TOWARD = "朝 朝着 向 向着 往 冲着 冲"
GOING = "走去 跑去 开去 驶去 走过去 跑过去 开过去 走来 跑来 开来 驶来 冲过去 飞奔过去 过去 走 跑 开 移动"
HALVES: Mapping[str, str] = {
    "0 50": "前半段 前半部分 上半段 上半部分 前一半 前半 上半场",
    "45 55": "中间部分 中间那段 中段 一半的时候 放到一半 一半时 中途 中间的时候 进行到一半 播到一半 "
    "放到一半的时候 播到一半的时候 "
    "进行到一半的时候",
    "50 100": "后半段 后半部分 下半段 下半部分 后一半 后半 下半场",
    "0 10": "影片开始时 视频开始时 视频一开始 影片一开始 开头部分 开头 片头 一开始 最开始", "90 100": "影片结束时 "
    "视频结束时 片子结束时 影片结束的时候 视频结束的时候 快结束时 结束时 结尾 末尾 片尾 结尾部分 快结束",
}  # fmt: skip

UNITS: Mapping[str, str] = {
    "1": "秒 秒钟", "60": "分钟 分", "3600": "小时 个小时",
}  # fmt: skip

COMMANDS = (
    "找出 找到 查找 寻找 显示 展示 列出 播放 给出 搜索 检测 找 看 定位 截取 提取 标出 告诉我 查看 我想看 "
    "指出 筛选 找找 找一下 搜一下 我要看 想看 我想找 帮我找 帮我找出 给我看 给我找 看看 请问 识别 挑出 剪出 "
    "我需要一段 我需要 需要一段 我想知道 想知道 我想问 想问问 跳到 搜 找一找 我要找 给我 返回 选出 请找出 "
    "我要知道 想问一下 看一看 看一下 瞧瞧"
)
QUESTIONS = (
    "多长时间 多长 多久 有多久 有多长 多少时间 多少秒 多少秒钟 多少分钟 什么时候 何时 几时 什么时间 哪些 哪里 "
    "哪儿 哪个 哪一段 哪段 是否 是不是 会不会 有没有 吗 哪些时候 "
    "几秒 第几秒 是几秒 第几分钟 还有没有 什么 啥时候 啥 哪会儿 什么地方 在哪 几点 哪一刻 哪 到底"
)
SKIP = (
    "其他 其它 别的 不好意思 打扰一下 抱歉 对不对 好不好 完 完了 大概 大约 左右 差不多 好像 似乎 其实 确实 先是 已经 "
    "同框 在场 亮 亮起 亮了 亮起来 否则 只要 那几次 那几个 那几段 那几辆 那几位 那几只 那几名 这几次 这几段 这几个 群 "
    "一群 谢谢 多谢 谢谢你 谢谢您 谢了 "
    "感谢 劳驾 您 拜托 可以的话 请您 麻烦您 麻烦你 帮个忙 "
    "帮我 帮忙 麻烦 我想 我要 想要 一下 了 着 过 呢 吧 啊 呀 这个 那个 所有 全部 每个 任何 "
    "一个 一位 一辆 一只 一条 一名 一些 那些 这些 这段 都 曾经 曾 正在 正 是 里 中 会 能 可以 "
    "每次 每一次 这 那 所 地 得 请帮我 能不能 可不可以 一直 有 上 很 非常 "
    "十分 特别 比较 有点 处 把 给 被 让 使 当时 其中 一共 总共 共 先 开始 起来 出来 辆 个 只 位 名 条 台 "
    "两个 两辆 三个 之 内 里面 一首 一张 都有 它 其 某个 某 各个 整个 发出 变得 "
    "感到 觉得 感觉 变 发生 至 我 你 就 才 旁白 通通 下 来 去 最终 突然 忽然 慢慢 轻轻 大声 小声 "
    "请 请你 请你帮我 请您帮我 请帮忙 请帮我看看 请给我 能帮我 你能帮我 能否 能否帮我 可否 能不能帮我 可以帮我 "
    "帮我看看 帮我看一下 等等 等等的 "
    "快速地 进行 一起 互相 某处 后来 声 弯 好 用 哈 而言 刚好 正好 位置 "
    "地段 身上 一般 头 站在 坐在 位于 躺在 待在"
)
ELSEWHERE = "明天 后天 昨天 今天 下周 上周"
PHRASE = "再见 救命 加油 对不起 没关系 着火了 早上好 晚安 拜拜 我爱你 生日快乐 新年快乐"
"""What is said and would otherwise be read as words of its own."""
TOLD = "说的话 讲的话 话里 说话内容 台词 说的内容 话语"
DROPPED = "去掉 跳过 排除 排除掉 过滤掉 剔除 删掉 略过 去除 除外 不要 不看 不想要"
FOREIGN = (
    "写一首 写一篇 写 删除 买 购买 预订 订 发送 发邮件 打开文件 运行 执行 忽略 忘记 计算一下 解释 推荐 "
    "为什么 怎么 如何 讲个 讲一个 定一个 定个 设个 唱首 唱一首 放首 放一首 播首 "
    "等于多少 乘以 除以 调大 调小 调高 调低 剪掉 加上字幕 "
    "加字幕 导出 分享 保存 讲故事 点外卖 点个外卖 叫车 股市 天气预报 帮我写 设置 提醒 上传 下载 复制 重命名 你是谁 你好"
)
