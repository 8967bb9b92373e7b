# Writes OUT: the fingerprint of the code that decides what a back-test gives, so that a run id names it.
# cmake -DROOT=… -DOUT=… -P code_version.cmake
set(files "")
foreach(folder engine/data engine/analysis engine/backtest)
  file(GLOB_RECURSE found RELATIVE ${ROOT} ${ROOT}/${folder}/*.cpp ${ROOT}/${folder}/*.hpp)
  list(APPEND files ${found})
endforeach()
file(GLOB found RELATIVE ${ROOT} ${ROOT}/front/coordinators/src/backtest*.?pp)
list(APPEND files ${found})
list(FILTER files EXCLUDE REGEX "/(tests|fuzz)/")
list(SORT files)
set(all "")
foreach(file IN LISTS files)
  file(SHA256 ${ROOT}/${file} hash)
  string(APPEND all "${file} ${hash}\n")
endforeach()
string(SHA256 all "${all}")
string(SUBSTRING ${all} 0 12 all)
file(WRITE ${OUT} "// Made by front/coordinators/cmake/code_version.cmake. Do not edit.
#include \"backtest_parts.hpp\"
namespace fwq::coordinators {
std::string_view backtest_code() noexcept {
  return \"${all}\";
}
}  // namespace fwq::coordinators
")
