# fwq_module() and fwq_catalogue(): how a folder becomes a library, and many files a table.
include(GoogleTest)

# One precompiled header, shared by all libraries (each test program has its own, with gtest in it).
function(fwq_precompiled_headers)
  if(NOT FWQ_PCH)
    return()
  endif()
  file(GENERATE OUTPUT ${CMAKE_BINARY_DIR}/pch/pch.cpp CONTENT "// Carrier of the shared precompiled header.\n")
  add_library(fwq_pch OBJECT ${CMAKE_BINARY_DIR}/pch/pch.cpp)
  target_compile_options(fwq_pch PRIVATE ${FWQ_WARNINGS})
  target_precompile_headers(fwq_pch PRIVATE
    <algorithm> <array> <chrono> <cmath> <cstdint> <filesystem> <functional> <limits> <map> <memory>
    <optional> <span> <string> <string_view> <utility> <vector>)
endfunction()

# fwq_module(<name> LAYER <n> [USES <module>...] [LINKS <target>...] [PRIVATE_LINKS <target>...] [PCH <header>...])
#
# Makes the static library fwq_<name> (alias fwq::<name>) from the folder it is called in:
# include/fwq/<name>/ is public, src/ private, tests/*_test.cpp one test program.
# A module may use modules of lower layers only; anything else stops the configure step.
# PCH: heavy headers that most of its files include; it then has a precompiled header of its own.
function(fwq_module name)
  cmake_parse_arguments(PARSE_ARGV 1 M "" "LAYER" "USES;LINKS;PRIVATE_LINKS;PCH")
  set(target fwq_${name})
  file(GLOB_RECURSE headers CONFIGURE_DEPENDS include/*.hpp include/*.h)
  file(GLOB_RECURSE sources CONFIGURE_DEPENDS src/*.cpp)
  add_library(${target} STATIC ${sources})
  add_library(fwq::${name} ALIAS ${target})
  target_sources(${target} PUBLIC FILE_SET HEADERS BASE_DIRS include FILES ${headers})
  target_include_directories(${target} PRIVATE src)
  set_target_properties(${target} PROPERTIES FWQ_LAYER ${M_LAYER} EXPORT_NAME ${name} LINKER_LANGUAGE CXX)
  foreach(dep IN LISTS M_USES)
    fwq_check_layer(${name} ${M_LAYER} ${dep})
    target_link_libraries(${target} PUBLIC fwq::${dep})
  endforeach()
  target_link_libraries(${target} PUBLIC ${M_LINKS} PRIVATE ${M_PRIVATE_LINKS})
  target_compile_options(${target} PRIVATE ${FWQ_WARNINGS})
  if(FWQ_PCH AND M_PCH)
    target_precompile_headers(${target} PRIVATE ${M_PCH})
  elseif(FWQ_PCH)
    target_precompile_headers(${target} REUSE_FROM fwq_pch)
  endif()
  set_property(GLOBAL APPEND PROPERTY FWQ_MODULES ${target})
  if(FWQ_TESTS)
    fwq_module_tests(${name})
  endif()
endfunction()

# Stops unless `dep` is a module of a layer below `layer`.
function(fwq_check_layer name layer dep)
  if(NOT TARGET fwq_${dep})
    message(FATAL_ERROR "fwq::${name} (layer ${layer}) uses fwq::${dep}, which is not there (yet): "
                        "modules are added in the order of their layers")
  endif()
  get_target_property(below fwq_${dep} FWQ_LAYER)
  if(NOT below LESS layer)
    message(FATAL_ERROR "fwq::${name} (layer ${layer}) may not use fwq::${dep} (layer ${below}): "
                        "dependencies point down only")
  endif()
endfunction()

# tests/*_test.cpp and tests/support/*.cpp of the current folder as the program fwq_<name>_tests.
function(fwq_module_tests name)
  file(GLOB tests CONFIGURE_DEPENDS tests/*_test.cpp)
  if(FWQ_TEST_FILES)
    list(FILTER tests INCLUDE REGEX "tests/[^/]*(${FWQ_TEST_FILES})[^/]*$")
  endif()
  file(GLOB support CONFIGURE_DEPENDS tests/support/*.cpp)
  list(APPEND tests ${support})
  if(NOT tests)
    return()
  endif()
  fwq_test_program(fwq_${name}_tests PREFIX ${name}. SOURCES ${tests} LINKS fwq::${name})
  target_include_directories(fwq_${name}_tests PRIVATE src tests)
endfunction()

# fwq_test_program(<target> PREFIX <p> SOURCES <files> LINKS <targets> [LABEL <label>])
#
# A GoogleTest program. A test whose suite name starts with "Real" gets the label `real`
# (it needs ../shared/data, and skips without it), the others `unit` or the label given.
function(fwq_test_program target)
  cmake_parse_arguments(PARSE_ARGV 1 T "" "PREFIX;LABEL" "SOURCES;LINKS")
  if(NOT T_LABEL)
    set(T_LABEL unit)
  endif()
  add_executable(${target} ${T_SOURCES})
  target_link_libraries(${target} PRIVATE ${T_LINKS} GTest::gtest_main rapidcheck)
  target_compile_options(${target} PRIVATE ${FWQ_WARNINGS})
  target_compile_definitions(${target} PRIVATE
    FWQ_SHARED_DATA="${PROJECT_SOURCE_DIR}/../shared/data" FWQ_SOURCE_DIR="${PROJECT_SOURCE_DIR}")
  if(FWQ_PCH)
    target_precompile_headers(${target} PRIVATE
      <gtest/gtest.h> <algorithm> <cmath> <cstdint> <filesystem> <span> <string> <vector>)
  endif()
  # Discovered when the tests run, not when they build: a sanitizer build must not run at build time.
  gtest_discover_tests(${target} TEST_PREFIX ${T_PREFIX} TEST_FILTER -Real*
    DISCOVERY_MODE PRE_TEST PROPERTIES LABELS ${T_LABEL} TIMEOUT 300)
  gtest_discover_tests(${target} TEST_PREFIX ${T_PREFIX} TEST_FILTER Real* TEST_SUFFIX [real]
    DISCOVERY_MODE PRE_TEST PROPERTIES LABELS real TIMEOUT 300 SKIP_REGULAR_EXPRESSION "SKIPPED")
endfunction()

# Stops if an entry has no golden case, or a case no entry (its entry was renamed or removed).
function(fwq_check_cases module table folder stems)
  file(GLOB cases CONFIGURE_DEPENDS ${folder}/*.txt)
  set(covered "")
  foreach(case IN LISTS cases)
    get_filename_component(stem ${case} NAME_WE)
    list(APPEND covered ${stem})
    if(NOT stem IN_LIST stems)
      message(FATAL_ERROR "${case} is a golden case of nothing: the ${table} of fwq::${module} have no ${stem}")
    endif()
  endforeach()
  foreach(stem IN LISTS stems)
    if(NOT stem IN_LIST covered)
      message(FATAL_ERROR "${stem}, one of the ${table} of fwq::${module}, has no golden case: "
                          "write ${folder}/${stem}.txt")
    endif()
  endforeach()
endfunction()

# fwq_catalogue(<module> <table> TYPE <Type> HEADER <header> FILES <file>... [CASES <folder>])
#
# Adds the files to the module and writes the table of what they define: a file foo.cpp must
# define `extern const <Type> foo_def` in namespace fwq::<module>. The table is
#   std::span<const <Type>* const> fwq::<module>::built_in_<table>()
# declared in HEADER, sorted by file name. Editing one entry recompiles that file only.
# With CASES an entry foo.cpp without a golden case <folder>/foo.txt stops the configure step.
function(fwq_catalogue module table)
  cmake_parse_arguments(PARSE_ARGV 2 C "" "TYPE;HEADER;CASES" "FILES")
  set(stems "")
  foreach(file IN LISTS C_FILES)
    get_filename_component(stem ${file} NAME_WE)
    list(APPEND stems ${stem})
  endforeach()
  list(SORT stems)
  set(declarations "")
  set(rows "")
  if(NOT stems)
    message(FATAL_ERROR "the table of ${table} in fwq::${module} has no entry")
  endif()
  if(C_CASES)
    fwq_check_cases(${module} ${table} ${C_CASES} "${stems}")
  endif()
  foreach(stem IN LISTS stems)
    string(APPEND declarations "extern const ${C_TYPE} ${stem}_def;\n")
    string(APPEND rows "    &${stem}_def,\n")
  endforeach()
  set(out ${CMAKE_CURRENT_BINARY_DIR}/${table}_catalogue.cpp)
  file(GENERATE OUTPUT ${out} CONTENT
"// The table of all ${table}, made by fwq_catalogue() in cmake/fwq_module.cmake. Do not edit.
#include \"${C_HEADER}\"
namespace fwq::${module} {
${declarations}namespace {
const ${C_TYPE}* const kRows[] = {
${rows}};
}
std::span<const ${C_TYPE}* const> built_in_${table}() { return kRows; }
}  // namespace fwq::${module}
")
  target_sources(fwq_${module} PRIVATE ${C_FILES} ${out})
endfunction()

# fwq_folded_catalogue(<module> <table> NAMESPACE <ns> WORDS <header> FILES <file>... CASES <folder>)
#
# For entries that are folded into one computation at compile time. A file cdl_doji.hpp must define the type CdlDoji in
# the namespace; the build writes <table>_entries.hpp, which includes WORDS and the files and says
#   using AllEntries = Entries<...>;
# sorted by file name. An entry without a golden case <folder>/<stem>.txt stops the configure step.
function(fwq_folded_catalogue module table)
  cmake_parse_arguments(PARSE_ARGV 2 C "" "NAMESPACE;WORDS;CASES" "FILES")
  set(stems "")
  foreach(file IN LISTS C_FILES)
    get_filename_component(stem ${file} NAME_WE)
    list(APPEND stems ${stem})
    get_filename_component(folder ${file} DIRECTORY)
  endforeach()
  list(SORT stems)
  if(NOT stems)
    message(FATAL_ERROR "the table of ${table} in fwq::${module} has no entry")
  endif()
  fwq_check_cases(${module} ${table}s ${C_CASES} "${stems}")
  set(includes "")
  set(types "")
  foreach(stem IN LISTS stems)
    string(APPEND includes "#include \"${folder}/${stem}.hpp\"\n")
    string(REPLACE "_" ";" words ${stem})
    set(type "")
    foreach(word IN LISTS words)
      string(SUBSTRING ${word} 0 1 first)
      string(SUBSTRING ${word} 1 -1 rest)
      string(TOUPPER ${first} first)
      string(APPEND type ${first}${rest})
    endforeach()
    list(APPEND types ${type})
  endforeach()
  string(REPLACE ";" ",\n    " types "${types}")
  file(GENERATE OUTPUT ${CMAKE_CURRENT_BINARY_DIR}/folded/${table}_entries.hpp CONTENT
"// The list of all ${table}s, made by fwq_folded_catalogue() in cmake/fwq_module.cmake. Do not edit.
#pragma once
#include \"${C_WORDS}\"
${includes}namespace ${C_NAMESPACE} {
using AllEntries = Entries<
    ${types}>;
}
")
  target_include_directories(fwq_${module} PRIVATE ${CMAKE_CURRENT_BINARY_DIR}/folded)
endfunction()
