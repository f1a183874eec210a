"""The things detectors know, in Chinese: names, the measure word, and how an answer calls them."""

from __future__ import annotations

from sensorium.plugins.grounding.labels import LABELS

_TABLE = """
person 人 个 人物 行人 男人 女人 男的 女的 男孩 女孩 小孩 孩子 儿童 男子 女子 男士 女士 先生 小姐 婴儿 宝宝 骑手 老人 人们 大人
bicycle 自行车 辆 单车 脚踏车
car 汽车 辆 车 小汽车 轿车 小车 车子 出租车 跑车 吉普车
motorcycle 摩托车 辆 摩托 电动车 机车
airplane 飞机 架 客机 战斗机
bus 公交车 辆 公共汽车 巴士 大巴 公车 客车
train 火车 列 列车 电车 高铁
truck 卡车 辆 货车 皮卡
boat 船 艘 小船 帆船 游艇 轮船 渔船 船只
traffic_light 红绿灯 个 交通灯 信号灯 交通信号灯
fire_hydrant 消防栓 个
stop_sign 停车标志 个 停止标志
parking_meter 停车计时器 个
bench 长椅 张 长凳
bird 鸟 只 小鸟 鸟儿 鸽子 鸭子 天鹅
cat 猫 只 小猫 猫咪
dog 狗 只 小狗 狗狗
horse 马 匹 小马 马匹
sheep 羊 只 绵羊 小羊 羊羔
cow 牛 头 奶牛 公牛 小牛 牛犊 母牛
elephant 大象 头 象
bear 熊 只
zebra 斑马 匹
giraffe 长颈鹿 只
backpack 背包 个 书包 双肩包
umbrella 雨伞 把 伞
handbag 手提包 个 包 包包 提包
tie 领带 条
suitcase 行李箱 个 箱子 手提箱
frisbee 飞盘 个
skis 滑雪板 副
snowboard 单板 块
sports_ball 球 个 足球 篮球 皮球
kite 风筝 只
baseball_bat 棒球棒 根 球棒
baseball_glove 棒球手套 只
skateboard 滑板 块
surfboard 冲浪板 块
tennis_racket 网球拍 支 球拍
bottle 瓶子 个 瓶 酒瓶 水瓶
wine_glass 酒杯 个 高脚杯 红酒杯
cup 杯子 个 杯 茶杯
fork 叉子 把
knife 刀 把 刀子
spoon 勺子 把 汤匙
bowl 碗 个
banana 香蕉 根
apple 苹果 个
sandwich 三明治 个
orange 橙子 个 桔子 橘子
broccoli 西兰花 棵
carrot 胡萝卜 根
hot_dog 热狗 个
pizza 披萨 个 比萨
donut 甜甜圈 个
cake 蛋糕 个
chair 椅子 把 座椅
couch 沙发 张
potted_plant 盆栽 盆 花盆 盆景 植物
bed 床 张
dining_table 桌子 张 餐桌 书桌
toilet 马桶 个
tv 电视 台 电视机 显示器 屏幕
laptop 笔记本电脑 台 电脑 笔记本
mouse 鼠标 个
remote 遥控器 个
keyboard 键盘 个
cell_phone 手机 部 电话
microwave 微波炉 台
oven 烤箱 台
toaster 烤面包机 台
sink 水槽 个 洗手池
refrigerator 冰箱 台
book 书 本 书本
clock 钟 个 时钟 钟表
vase 花瓶 个
scissors 剪刀 把
teddy_bear 泰迪熊 只 玩具熊
hair_drier 吹风机 个
toothbrush 牙刷 支
"""

_ROWS = {row.split()[0].replace("_", " "): row.split()[1:] for row in _TABLE.strip().splitlines()}

NAMES: dict[str, tuple[str, str]] = {label: (row[0], row[1]) for label, row in _ROWS.items()}
"""Each label's Chinese name and measure word."""

CLASSES = {
    "动物": "animal", "车辆": "vehicle", "交通工具": "vehicle", "水果": "fruit", "食物": "food", "家具": "furniture",
    "宠物": "pet",
}  # fmt: skip

ENGLISH: dict[str, str] = {
    **{name: label for label, row in _ROWS.items() for name in (row[0], *row[2:])},
    **CLASSES, "天空": "sky", "天": "sky", "草地": "grass", "草": "grass", "草坪": "grass",
}  # fmt: skip
"""English for each Chinese noun that may be asked about."""

MEASURES = "".join(sorted({row[1] for row in _ROWS.values()} | set("个只条辆位名台张座")))

assert set(NAMES) == set(LABELS), "every label of the detectors has a Chinese name"
