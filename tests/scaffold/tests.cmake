# Tests of ./dev new: an entry of each kind compiles, passes its tests and is in its table, with no other file edited.
set(tree ${PROJECT_BINARY_DIR}/scaffold)
add_test(NAME scaffold.build COMMAND ${CMAKE_CURRENT_LIST_DIR}/build.sh ${PROJECT_SOURCE_DIR} ${tree} ${FWQ_DESKTOP})
set_tests_properties(scaffold.build PROPERTIES LABELS scaffold TIMEOUT 1200 PROCESSORS 2 FIXTURES_SETUP scaffold)

function(scaffold_test kind type program)
  if(NOT EXISTS ${PROJECT_SOURCE_DIR}/tools/templates/${kind})
    return()
  endif()
  add_test(NAME scaffold.${kind} COMMAND ${CMAKE_CURRENT_FUNCTION_LIST_DIR}/run.sh
           ${tree}/build/release/${program} example_${kind} Example${type})
  set_tests_properties(scaffold.${kind} PROPERTIES LABELS scaffold TIMEOUT 120 FIXTURES_REQUIRED scaffold)
endfunction()

scaffold_test(indicator Indicator engine/analysis/fwq_analysis_tests)
scaffold_test(pattern Pattern engine/analysis/fwq_analysis_tests)
scaffold_test(source Source engine/data/fwq_data_tests)
scaffold_test(strategy Strategy engine/backtest/fwq_backtest_tests)
if(FWQ_DESKTOP)
  scaffold_test(dialog Dialog front/desktop/fwq_desktop_tests)
endif()
