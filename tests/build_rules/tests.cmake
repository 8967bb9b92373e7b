# Tests of the build functions: each configures the tiny project beside this file and expects a message.
function(build_rule_test name case message)
  add_test(NAME ${name} COMMAND ${CMAKE_COMMAND} -S ${PROJECT_SOURCE_DIR}/tests/build_rules
           -B ${PROJECT_BINARY_DIR}/build_rules/${case} -G Ninja -DCMAKE_CXX_COMPILER=${CMAKE_CXX_COMPILER}
           -DFWQ_ROOT=${PROJECT_SOURCE_DIR} -DCASE=${case} --no-warn-unused-cli)
  # CMake breaks long messages anywhere between words.
  string(REPLACE " " "[ \n]+" pattern "${message}")
  set_tests_properties(${name} PROPERTIES LABELS build_rules TIMEOUT 120 PASS_REGULAR_EXPRESSION "${pattern}")
endfunction()

build_rule_test(layers.accepted lower_layer "the case lower_layer was configured")
build_rule_test(layers.refused higher_layer "fwq::report \\(layer 1\\) may not use fwq::data \\(layer 2\\): dependencies point down only")
build_rule_test(layers.same_layer_refused same_layer "fwq::report \\(layer 2\\) may not use fwq::analysis \\(layer 2\\): dependencies point down only")
build_rule_test(layers.unknown_module_refused unknown_module "uses fwq::nothing_such, which is not there")
build_rule_test(catalogue.accepted every_entry_has_a_case "the case every_entry_has_a_case was configured")
build_rule_test(catalogue.entry_without_case_refused entry_without_case "two, one of the rules of fwq::rules, has no golden case: write")
build_rule_test(catalogue.case_without_entry_refused case_without_entry "three.txt is a golden case of nothing")
build_rule_test(catalogue.empty_table_refused empty_table "the table of rules in fwq::rules has no entry")
