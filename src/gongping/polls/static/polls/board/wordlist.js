// Written by tools/client.py from ballotbox: change the words there.

export const CHINESE = `
八角 白鹅 白鹤 百灵 白露 柏树 白糖 白银 板凳 斑点 斑马 扳手 蚌壳 棒球 报告 宝剑 宝塔 包装 背包 北斗 北极 贝壳 碑文 笔记 扁担 编辑 鞭炮
便条 编钟 表格 标题 冰川 饼干 冰棍 冰窖 冰块 冰霜 冰箱 菠菜 薄荷 玻璃 菠萝 波纹 布偶 布鞋 菜单 菜刀 菜地 裁缝 彩虹 蚕茧 餐巾 餐桌 仓库
操场 草垛 草房 草莓 草原 茶杯 茶馆 茶壶 插图 茶叶 茶园 插座 蟾蜍 产品 长号 长椅 超市 潮汐 车间 车库 车厢 车站 陈醋 衬衫 城堡 城门 城墙
橙色 成语 赤道 齿轮 池塘 冲浪 重阳 抽屉 厨房 厨师 锄头 船舱 船桨 船票 船长 传真 床单 窗户 窗口 窗帘 床铺 春卷 春联 春天 磁场 瓷器 磁铁
瓷碗 刺猬 刺绣 词语 翠鸟 存折 答案 大米 大蒜 大厅 大象 大雪 大雁 大衣 袋鼠 蛋白 蛋糕 蛋壳 刀叉 稻田 导演 倒影 岛屿 灯笼 灯泡 登山 灯塔
灯芯 灯罩 堤坝 地板 弟弟 地毯 地图 电表 电池 电流 电脑 电扇 电视 电梯 点心 电影 店主 雕塑 钓鱼 订单 定理 丁香 冬瓜 冬季 洞箫 洞穴 冬至
豆腐 逗号 豆浆 豆角 杜鹃 渡口 独奏 段落 端午 对话 对联 盾牌 舵手 额头 鳄鱼 耳朵 二胡 耳环 耳机 阀门 发卡 帆布 帆船 饭店 番茄 翻译 纺车
方程 方块 飞船 翡翠 飞机 肥料 飞艇 肥皂 粉笔 粉色 封面 风琴 枫树 蜂箱 风筝 浮标 符号 附录 浮桥 父亲 斧头 概率 甘草 橄榄 钢板 钢笔 钢厂
杠杆 钢轨 港口 钢琴 高度 高粱 高山 高原 戈壁 胳膊 哥哥 歌曲 歌手 鸽子 工厂 宫殿 公鸡 弓箭 工具 公路 工人 公式 公园 枸杞 狗熊 古董 谷堆
骨骼 鼓楼 姑妈 故事 谷雨 古筝 冠军 观众 广场 光盘 光速 光线 轨道 桂花 龟壳 柜台 国画 果酱 果实 果园 果汁 海岸 海拔 海豹 海鸥 海参 海狮
海棠 海豚 海湾 海鲜 海洋 寒露 函数 汉字 航班 航道 航线 号角 号码 合唱 荷花 河流 河马 核桃 合同 黑板 黑色 红茶 红豆 红色 红薯 后背 猴子
蝴蝶 弧度 狐狸 湖泊 护士 胡同 护照 花瓣 画笔 滑冰 画家 话剧 画框 滑轮 花猫 画眉 花蕊 桦树 花坛 滑梯 话筒 滑雪 怀表 槐树 黄瓜 黄昏 黄金
黄鹂 黄牛 黄油 灰尘 会馆 灰色 回声 彗星 徽章 馄饨 火把 伙伴 火柴 货车 火锅 火箭 火炉 火腿 货物 火焰 机场 鸡蛋 几何 击剑 季节 积木 机器
肌肉 吉他 鸡窝 机翼 基因 鲫鱼 记者 甲板 甲骨 假山 肩膀 剪刀 键盘 奖杯 奖牌 讲台 讲义 酱油 奖状 胶带 脚跟 胶卷 礁石 脚印 郊游 饺子 街道
姐姐 节目 戒指 节奏 金箔 锦旗 金星 经度 京剧 鲸鱼 韭菜 舅舅 剧本 菊花 距离 剧院 橘子 卷轴 骏马 卡车 咖啡 开关 考拉 烤鸭 课本 课程 客厅
客栈 孔雀 空调 口袋 口哨 苦瓜 会计 宽度 矿山 盔甲 括号 喇叭 蜡笔 辣椒 拉链 腊肉 蜡烛 蓝莓 篮球 蓝色 缆绳 浪花 老虎 老人 老师 老鹰 雷达
垒球 雷声 篱笆 里程 立春 礼盒 梨花 漓江 黎明 礼堂 犁头 礼物 鲤鱼 荔枝 镰刀 莲藕 脸盆 脸谱 链条 涟漪 量杯 粮仓 凉亭 凉席 邻居 鳞片 领带
铃铛 零件 零食 灵芝 琉璃 柳树 流星 龙虾 龙眼 漏斗 楼梯 路灯 鹿角 路牌 芦苇 路线 露营 露珠 轮船 轮胎 萝卜 锣鼓 箩筐 罗盘 螺丝 骆驼 螺旋
骡子 铝板 绿茶 绿豆 铝锅 旅客 绿洲 马鞍 麻布 马达 马路 玛瑙 麻雀 马蹄 码头 蚂蚁 脉搏 麦田 馒头 芒果 芒种 毛笔 毛巾 毛驴 牦牛 毛衣 玫瑰
梅花 煤矿 眉毛 妹妹 煤气 煤炭 煤油 门槛 门帘 门铃 门票 门神 门锁 米饭 蜜蜂 谜语 棉袄 面包 棉被 棉布 面粉 面积 面具 面条 绵羊 苗圃 名片
磨坊 蘑菇 茉莉 磨盘 魔术 墨水 摩托 幕布 木材 牧场 牡丹 木耳 木筏 目光 母鸡 木匠 目录 牧民 母亲 木桶 木屋 木箱 奶酪 奶奶 南瓜 闹钟 嫩芽
泥土 年糕 年画 年轮 鸟巢 柠檬 纽扣 牛奶 牛棚 农民 暖炉 糯米 牌坊 排球 攀岩 螃蟹 跑道 泡沫 盆地 盆景 喷泉 朋友 皮带 皮肤 皮革 皮鼓 枇杷
皮鞋 皮影 频道 拼图 拼音 屏风 苹果 屏幕 评书 平原 瓶子 瀑布 葡萄 汽车 企鹅 骑马 气泡 漆器 气味 气压 旗帜 钱包 牵牛 潜艇 墙壁 蔷薇 桥梁
荞麦 芹菜 琴谱 琴弦 青草 清晨 请柬 清明 青年 氢气 蜻蜓 青铜 青蛙 丘陵 秋千 球体 秋天 蚯蚓 曲线 拳击 拳头 染坊 人参 日记 日历 容量 绒线
赛跑 赛艇 三角 散文 扫帚 森林 纱厂 刹车 沙发 沙漏 沙漠 沙滩 鲨鱼 闪电 山峰 山谷 珊瑚 山坡 山药 山楂 商标 商人 烧饼 少年 芍药 勺子 射箭
舌头 深度 神话 生姜 声音 市场 湿地 湿度 诗歌 试管 石灰 世纪 石匠 石阶 试卷 石榴 食谱 诗人 石狮 食堂 食盐 手表 收据 手帕 手套 手掌 手指
书本 鼠标 书店 书法 书房 树根 书架 树林 书签 竖琴 叔叔 树叶 树枝 摔跤 睡袋 水滴 水管 水井 水库 水泥 水渠 水位 水仙 水袖 水闸 丝绸 丝瓜
松鼠 速度 塑料 宿舍 酸奶 算盘 隧道 索引 塔台 台风 太极 太空 苔藓 太阳 弹簧 炭盆 糖果 汤圆 陶器 藤条 藤椅 体操 提纲 体积 提琴 天鹅 甜瓜
天空 天平 天桥 田野 跳绳 条纹 跳远 铁锅 铁匠 铁链 铁锚 铁锹 铁塔 铁桶 铜壶 童话 铜镜 铜锣 铜钱 同学 图案 图钉 土豆 土楼 土壤 土星 兔子
团扇 拖把 驼峰 驼铃 陀螺 鸵鸟 拖鞋 瓦片 袜子 晚餐 豌豆 玩具 碗筷 晚霞 网格 网络 网球 尾巴 味道 微风 围巾 围棋 纬线 卫星 温差 问号 文件
文具 温泉 温室 文物 蜗牛 卧室 舞蹈 屋顶 午饭 乌龟 雾气 武术 舞台 梧桐 细胞 稀饭 戏服 膝盖 西瓜 犀牛 戏曲 喜鹊 蟋蟀 戏台 蜥蜴 锡纸 下巴
虾池 峡谷 夏季 虾仁 夏至 相册 香肠 相机 香蕉 项链 香炉 橡皮 象棋 相声 象牙 香樟 小狗 小满 小米 笑容 小数 小说 小溪 小巷 校园 信封 信号
芯片 心脏 信纸 杏仁 形状 星座 熊猫 胸膛 胸针 旋律 漩涡 悬崖 宣纸 雪橇 雪山 学生 学校 血液 靴子 牙齿 牙膏 牙刷 眼睛 颜料 燕麦 颜色 岩石
盐田 烟雾 演员 洋葱 羊圈 羊毛 杨梅 氧气 扬琴 杨树 阳台 腰部 药店 窑洞 腰鼓 摇篮 钥匙 野狼 夜晚 爷爷 椰子 衣柜 衣架 医生 医院 银行 银河
引力 银器 银杏 音乐 印章 银针 硬币 婴儿 樱花 硬盘 樱桃 鹦鹉 影院 邮差 油坊 邮件 邮局 游客 邮票 油田 油条 油箱 游泳 鱿鱼 渔船 渔夫 鱼竿
鱼钩 渔火 瑜伽 雨量 玉米 玉佩 鱼鳍 雨伞 玉石 榆树 芋头 鱼丸 寓言 雨衣 宇宙 圆规 元宵 圆形 鸳鸯 圆柱 圆锥 月饼 乐队 月季 月亮 乐谱 月球
云彩 熨斗 运河 杂技 杂志 早餐 枣子 站台 展厅 账本 帐篷 照片 朝阳 沼泽 折扇 枕头 针线 珍珠 蒸笼 蒸汽 证书 纸币 智慧 织机 指甲 芝麻 质数
直线 重量 钟楼 中秋 中午 轴承 竹简 竹林 竹楼 烛台 竹席 砖头 紫菜 字典 字母 紫色 紫藤 棕色 走廊 足球 钻石 嘴巴 作家 座位 作业
`.trim().split(/\s+/);

export const ENGLISH = `
abacus academy acorn acrobat actor admiral advice agenda airport aisle album
alcove alley almond alphabet altar amber ambulance anchor anemone angle antelope
anthem antique anvil apartment apple apricot apron aquarium arcade archer arena
armor arrow artist aspen atlas atom attic attorney auction aunt autumn avenue
aviary avocado award axle azure bachelor bacon badge bagel bakery balcony ballet
bamboo banana bandage banjo banner banquet barley barn barrel basil basket bat
beach bead beaver bedroom beetle belfry bell berry bicycle birch biscuit bishop
bison blanket blizzard blossom blouse board bobbin bonfire bonnet bookcase boot
border bottle boulder bouquet bowl bracelet branch breakfast breeze brick bridge
bronze brook brother brush bubble bucket buffalo bugle builder bulb bundle
burrow bus butter cabbage cabin cable cactus cafe calendar camel campus canal
candle canoe canvas canyon cap captain caramel cardigan cargo carnival carol
carpet carrot cart cashew castle cathedral cedar ceiling celery cello cement
century ceramic cereal chain chalk chamber chapel charcoal cheese cherry chess
chicken chief chimney chipmunk chorus cinema cinnamon circle citadel citrus city
clam clarinet clerk cliff clinic cloak closet cloth cloud clover coach coal
coast cobalt cobbler cobra cocoa coffee coin collar colony column comet compass
concert copper corner cotton council courtyard cousin cowboy coyote crab cradle
crane crater crayon cream creek crescent cricket crocus crown cruise crystal
cube cucumber cupboard curtain curve cushion custard cyclone cymbal cypress
daffodil dairy dancer dandelion dawn deck deer delta denim dentist desert
diamond diary dinner diploma doctor dolphin dome donkey doorbell dragon drawer
dress drum dune dynamo eagle earth easel echo eclipse editor eel elbow elder
elephant elevator elm embassy emerald enamel engine envelope equator escort
essay estate evening evergreen exhibit eyebrow fabric factory falcon family
farmer father feast fence fern fiddle field figure film finger fire fish fjord
flag flame flannel flask fleet flint flock florist flour flute foam folder
forest forge fork fossil fountain fox fragment freckle freezer friend fruit
furnace galaxy gallery garage garden garlic garnet gate gazelle gear gecko gem
geyser giant giraffe glacier glass globe glue goat goblet goldfish golf gondola
goose gopher gorilla gown granite grape gravel grocery grove guest guide guitar
gull gymnast gypsum hallway halo hammer hamster harbor hare harmony harness
harvest hatchet hawk hazel headline heart hedge helmet herald herb hermit heron
herring highway hill hinge hippo history hive hockey holiday honey hood horizon
horn horse hospital hostel husky hut hyacinth hydrant ice iceberg icicle igloo
impala indigo infant inkwell inn insect island item ivory ivy jacket jade jaguar
jam janitor jasmine javelin jelly jersey jet jewel jigsaw journal jubilee judge
jug juice jungle juniper jury kangaroo kayak keeper kelp kennel kettle key
keyboard kidney kimono king kiosk kitchen kite kitten kiwi knapsack knee knife
knob koala label ladder ladle lady lagoon lake lamb landmark lantern laptop
larch lark lasso lattice laurel lava lavender lawyer leaf leather ledger lemon
lens lentil leopard letter level library lightning lilac lily lime linen lion
lizard llama lobby lobster locker locust lodge logbook loom lotus lumber lunch
lynx lyric machine mackerel magnet magpie mahogany mailbox mammoth mandolin
mango mantle maple marathon marble margin marigold market marmot marsh mask
mason mattress mayor meadow medal melody member menu merchant mermaid meteor
midnight mile mineral mink minnow minute mirror mist moccasin model moment
monarch month monument moon morning mosaic moss mother motor mouse mural museum
mushroom music muslin myrtle napkin nation nature nebula necklace nectar needle
neighbor nephew nest nickel niece night noodle north nose notebook novel nugget
nurse nutmeg nylon oak oasis object oboe ocean octave octopus office olive
omelet onion onyx opal opera orange orbit orchard organ oriole osprey ostrich
otter ounce oven oxygen oyster pad paddle padlock page pagoda painter palace
palm pamphlet pancake panda panel pansy panther papaya paper parade parcel
parent parlor parsley passenger pasta path patio pavement peacock peanut pearl
pebble pecan pelican pencil penguin peninsula pepper perch perfume person petal
pheasant phone photo phrase piano pickle picnic picture pigeon pillar pilot pine
pioneer pitcher pizza planet plate plaza plough plum pocket poem pole pollen
pond poppy porridge port poster potato pottery powder prairie pretzel prince
prism prize profile program project prophet pudding puffin pulley pumpkin pupil
puppet puzzle pyramid python quail quarry queen question quilt quince quiver
quiz rabbit raccoon radar radio raft railway rain raisin raspberry raven ravine
razor recipe record rectangle reed referee reindeer relay report reptile
reservoir ribbon river road robin robot rodeo roof rope rowboat ruby rudder
ruler runway rye saffron sail salad salmon salt sandal sapphire sardine satchel
satellite satin sauce sauna sausage sawdust scallop scarf scene scholar science
scissors scooter scorpion scout screen scroll sculptor seal season secret senate
sentence sequoia shadow shampoo shark shawl sheep shelf shepherd sheriff shield
ship shirt shoe shoulder shovel shower shrimp shrub shutter signal silk silver
sister skate sketch skunk sky sled sleeve slipper slope snake snow soap soccer
sock sofa song spaceship sparrow speaker spectacle sphere spice spider spinach
spiral sponge spoon spring spruce squash squid stable stadium staircase stamp
star statue steam steel stencil steward stitch stocking stone stool stopwatch
stork stranger street studio submarine subway sugar suitcase summer sun sundial
sunflower sunrise surf surgeon swallow swan sweater swift swimmer swing sword
syrup system tablet tailor talon tangerine tapestry target tavern taxi tea
teacher teapot teaspoon telegram temple tennis tenor tent terrace textile
theater thermos thicket thimble thistle thread throat thrush thumb thunder thyme
tiara tide tiger timber title toaster token tomato tongue tonic topaz torch
tornado tortoise totem toucan towel tractor traffic trail trapeze traveler tray
treaty tree trellis trench triangle tribe trio tripod trolley trombone trophy
trousers truck trumpet tulip tuna tundra tunnel turban turkey turnip turtle
tutor tuxedo twig twilight typhoon umbrella uncle unicorn uniform universe
urchin urn usher vacuum valet valve vanilla vapor vase vault vegetable vehicle
veil velvet vendor veranda verdict verse vessel veteran viaduct victory video
village vinegar violet visitor voice volcano volume voyage vulture wafer wagon
waist waiter walnut walrus waltz warbler wardrobe warehouse wasp watch waterfall
wave wedding week whale wharf wheat wheel whisker wicket wind winter wombat wool
workshop world wreath wren xylophone yacht yard yeoman yogurt yolk zebra zenith
zephyr zigzag zinc zipper zircon zodiac zoo
`.trim().split(/\s+/);
