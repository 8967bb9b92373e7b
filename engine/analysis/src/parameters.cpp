// Binding a user's values to described parameters.
#include "fwq/analysis/parameters.hpp"

#include <fmt/format.h>

#include <cmath>

#include "fwq/core/text.hpp"

namespace fwq::analysis {

Result<std::vector<double>> bind(std::string_view owner, std::span<const ParamDef> params,
                                 std::span<const double> given) {
  if (given.size() > params.size()) {
    std::string names;
    for (const ParamDef& param : params)
      names += fmt::format("{}{}", names.empty() ? "" : ", ", param.name);
    return Error{
        Errc::invalid_argument,
        params.empty()
            ? fmt::format("{} takes no parameters, {} given", owner, given.size())
            : fmt::format("{} takes at most {} parameter{} ({}), {} given", owner, params.size(),
                          params.size() == 1 ? "" : "s", names, given.size()),
        params.empty() ? fmt::format("{} 没有参数，给出了 {} 个", owner, given.size())
                       : fmt::format("{} 至多 {} 个参数（{}），给出了 {} 个", owner, params.size(),
                                     names, given.size())};
  }
  std::vector<double> values;
  values.reserve(params.size());
  for (std::size_t i = 0; i < params.size(); ++i) {
    const ParamDef& param = params[i];
    const double value = i < given.size() ? given[i] : param.value;
    const bool whole = param.kind == ParamKind::real || value == std::floor(value);
    if (!(value >= param.min && value <= param.max) || !whole) {
      return Error{
          Errc::invalid_argument,
          fmt::format("{}: {} = {} is not {} from {} to {}", owner, param.name,
                      std::isnan(value) ? "NaN" : core::shortest(value),
                      param.kind == ParamKind::integer ? "a whole number" : "a number",
                      core::shortest(param.min), core::shortest(param.max)),
          fmt::format("{}：{} = {} 不是 {} 到 {} 之间的{}", owner, param.name,
                      std::isnan(value) ? "NaN" : core::shortest(value), core::shortest(param.min),
                      core::shortest(param.max), param.kind == ParamKind::integer ? "整数" : "数")};
    }
    values.push_back(value);
  }
  return values;
}

}  // namespace fwq::analysis
