// Sectors and invented names of the demo market.
#include "demo/sectors.hpp"

namespace fwq::data::demo {
namespace {

constexpr std::array<std::string_view, 48> kPlaces{
    "桃源", "云梦", "瑶池", "广寒", "方壶", "员峤", "岱舆", "太虚", "南柯", "黄粱", "华胥", "槐安",
    "傲来", "花果", "君子", "大观", "蜃楼", "弱水", "扶桑", "若木", "归墟", "玄圃", "阆苑", "青丘",
    "白民", "淑士", "智佳", "巫咸", "毗骞", "长人", "蓬瀛", "紫府", "碧落", "丹丘", "悬圃", "玉虚",
    "兜率", "灵霄", "水帘", "宝象", "车迟", "朱紫", "比丘", "荣宁", "怡红", "蘅芜", "藕香", "栊翠"};

constexpr std::array<Sector, kSectors> kTable{{
    {{"banks", "银行"}, 0.55, 0.007, 8, {"银行", "农商", "商行", "城商", "信银", "储银"}},
    {{"brokers", "证券"}, 1.30, 0.010, 2.5, {"证券", "投行", "期货", "资管", "信托", "金控"}},
    {{"pharmaceuticals", "医药"},
     0.85,
     0.008,
     1.2,
     {"医药", "制药", "生物", "药业", "医疗", "诊断"}},
    {{"food and drink", "食品饮料"},
     0.80,
     0.008,
     2,
     {"酒业", "乳业", "食品", "饮品", "调味", "粮油"}},
    {{"electronics", "电子"}, 1.20, 0.010, 1, {"电子", "光电", "芯片", "半导", "精密", "传感"}},
    {{"software", "软件"}, 1.15, 0.011, 0.8, {"软件", "数据", "云算", "智能", "信安", "网络"}},
    {{"automobiles", "汽车"}, 1.05, 0.009, 1.2, {"汽车", "客车", "车桥", "零部", "车灯", "电驱"}},
    {{"power", "电力"}, 0.60, 0.006, 1.8, {"电力", "水电", "热电", "风电", "能源", "电网"}},
    {{"chemicals", "化工"}, 1.00, 0.008, 0.8, {"化工", "化纤", "材料", "农化", "涂料", "树脂"}},
    {{"metals", "有色金属"}, 1.15, 0.010, 1, {"铜业", "铝业", "稀土", "钢铁", "矿业", "锂业"}},
    {{"property", "房地产"}, 1.05, 0.009, 1, {"地产", "置业", "城建", "物业", "园区", "建设"}},
    {{"machinery", "机械设备"}, 1.00, 0.008, 0.8, {"机械", "重工", "机床", "泵业", "轴承", "装备"}},
}};

}  // namespace

const std::array<Sector, kSectors>& sectors() noexcept {
  return kTable;
}

std::string company_name(std::size_t sector, std::size_t k, std::uint64_t seed) {
  static_assert(kPlaces.size() * 6 == kNamesPerSector);
  // 125 and 288 have no common divisor, so every k has its own place and suffix.
  const std::size_t start = (seed % kNamesPerSector) * 7 + sector * 31;
  const std::size_t at = (start + k * 125) % kNamesPerSector;
  std::string name(kPlaces[at / 6]);
  name += kTable[sector].suffixes[at % 6];
  return name;
}

}  // namespace fwq::data::demo
