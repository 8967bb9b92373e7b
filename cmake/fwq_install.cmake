# `cmake --install`: the programs, the libraries with their headers, find_package(fwq), completion.
include(GNUInstallDirs)
include(CMakePackageConfigHelpers)

get_property(modules GLOBAL PROPERTY FWQ_MODULES)
list(REMOVE_ITEM modules fwq_cli fwq_chart fwq_desktop)
install(TARGETS ${modules} EXPORT fwq FILE_SET HEADERS)
install(EXPORT fwq NAMESPACE fwq:: DESTINATION ${CMAKE_INSTALL_LIBDIR}/cmake/fwq FILE fwq-targets.cmake)
configure_file(cmake/fwq-config.cmake.in ${PROJECT_BINARY_DIR}/fwq-config.cmake @ONLY)
write_basic_package_version_file(${PROJECT_BINARY_DIR}/fwq-config-version.cmake COMPATIBILITY SameMajorVersion)
install(FILES ${PROJECT_BINARY_DIR}/fwq-config.cmake ${PROJECT_BINARY_DIR}/fwq-config-version.cmake
        DESTINATION ${CMAKE_INSTALL_LIBDIR}/cmake/fwq)

install(TARGETS fwq)
if(FWQ_DESKTOP)
  install(TARGETS fwq-desktop)
  install(FILES front/desktop/resources/fwq-desktop.desktop DESTINATION ${CMAKE_INSTALL_DATADIR}/applications)
  install(FILES front/desktop/resources/fwq-desktop.svg DESTINATION ${CMAKE_INSTALL_DATADIR}/icons/hicolor/scalable/apps)
endif()
install(FILES ${PROJECT_BINARY_DIR}/front/cli/fwq.bash
        DESTINATION ${CMAKE_INSTALL_DATADIR}/bash-completion/completions RENAME fwq)
install(FILES LICENSE NOTICE README.md README.zh-CN.md DESTINATION ${CMAKE_INSTALL_DOCDIR})
