# Compiler settings that every target of this project shares.
set(CMAKE_CXX_STANDARD 20)
set(CMAKE_CXX_STANDARD_REQUIRED ON)
set(CMAKE_CXX_EXTENSIONS OFF)
set(CMAKE_C_STANDARD 11)
set(CMAKE_POSITION_INDEPENDENT_CODE ON)
set(CMAKE_VERIFY_INTERFACE_HEADER_SETS ON)

option(FWQ_DESKTOP "Build the desktop module (needs Qt 6)" ON)
option(FWQ_TESTS "Build the tests" ON)
option(FWQ_BENCH "Build the benchmarks (needs Google Benchmark)" ON)
option(FWQ_FUZZ "Build the fuzz targets with libFuzzer (clang only)" OFF)
option(FWQ_COVERAGE "Record line coverage" OFF)
option(FWQ_PCH "Use precompiled headers" ON)
set(FWQ_TEST_FILES "" CACHE STRING "Build only the module tests whose file name matches this regular expression")
set(FWQ_SANITIZE "" CACHE STRING "Sanitizers, e.g. address,undefined")

if(NOT CMAKE_BUILD_TYPE)
  set(CMAKE_BUILD_TYPE Release CACHE STRING "" FORCE)
endif()

# Numbers must not depend on whether a compiler fuses a multiply and an add.
add_compile_options(-ffp-contract=off)

set(FWQ_WARNINGS -Wall -Wextra -Wconversion -Wshadow -Wpedantic -Werror)
if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
  # False alarms of g++ 12 in -O2/-O3 builds of std::string and std::variant.
  list(APPEND FWQ_WARNINGS -Wno-restrict -Wno-maybe-uninitialized -Wno-stringop-overflow)
endif()

if(FWQ_SANITIZE)
  add_compile_options(-fsanitize=${FWQ_SANITIZE} -fno-sanitize-recover=all -fno-omit-frame-pointer)
  add_link_options(-fsanitize=${FWQ_SANITIZE})
endif()
if(FWQ_SANITIZE MATCHES "thread" AND CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
  # Boost.Asio uses fences, which g++'s thread sanitizer does not follow; it warns of each.
  add_compile_options(-Wno-tsan)
endif()
if(FWQ_FUZZ)
  add_compile_options(-fsanitize=fuzzer-no-link)
endif()
if(FWQ_COVERAGE)
  add_compile_options(--coverage -fprofile-update=atomic)
  add_link_options(--coverage)
endif()

find_program(FWQ_CCACHE ccache)
if(FWQ_CCACHE AND NOT CMAKE_CXX_COMPILER_LAUNCHER)
  set(CMAKE_C_COMPILER_LAUNCHER ${FWQ_CCACHE})
  # Precompiled headers need the first two allowances to be cached at all; the other two let copies of this tree in
  # other folders share what has been compiled.
  set(CMAKE_CXX_COMPILER_LAUNCHER ${CMAKE_COMMAND} -E env CCACHE_SLOPPINESS=pch_defines,time_macros
      CCACHE_BASEDIR=${CMAKE_SOURCE_DIR} CCACHE_NOHASHDIR=1 ${FWQ_CCACHE})
  add_compile_options($<$<AND:$<COMPILE_LANGUAGE:CXX>,$<CXX_COMPILER_ID:GNU>>:-fpch-preprocess>)
endif()

# Small structures of `target` are cleared store by store: the string instruction that GCC prefers takes longer to begin
# than they to be filled, which is felt where hits, fills and trades are made.
function(fwq_clear_by_stores target)
  if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU" AND CMAKE_SYSTEM_PROCESSOR MATCHES "x86_64|AMD64")
    target_compile_options(${target} PRIVATE "SHELL:-mmemset-strategy=unrolled_loop:512:noalign,libcall:-1:noalign")
  endif()
endfunction()
