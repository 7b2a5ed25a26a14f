# parallax_room(NAME SOURCES … [PUBLIC …] [PRIVATE …]): one static library per room, with the alias
# parallax::NAME. PUBLIC and PRIVATE list what it links; an arrow that is not listed does not compile.
function(parallax_room NAME)
  cmake_parse_arguments(ARG "" "" "SOURCES;PUBLIC;PRIVATE" ${ARGN})
  add_library(parallax_${NAME} STATIC ${ARG_SOURCES})
  add_library(parallax::${NAME} ALIAS parallax_${NAME})
  target_include_directories(parallax_${NAME} PUBLIC ${CMAKE_SOURCE_DIR})
  target_link_libraries(parallax_${NAME} PUBLIC ${ARG_PUBLIC} PRIVATE ${ARG_PRIVATE} parallax::warnings)
endfunction()

# parallax_test(NAME SOURCES … [LINK …] [DATA …] [LABELS …]): a GoogleTest binary, registered with ctest
# as one test. It runs with the source directory in PARALLAX_SOURCE_DIR. The label "threads" puts it among
# those that the tsan preset is for (tests/tsan/).
function(parallax_test NAME)
  cmake_parse_arguments(ARG "" "TIMEOUT" "SOURCES;LINK;LABELS" ${ARGN})
  add_executable(${NAME} ${ARG_SOURCES})
  target_include_directories(${NAME} PRIVATE ${CMAKE_SOURCE_DIR})
  target_link_libraries(${NAME} PRIVATE ${ARG_LINK} GTest::gmock GTest::gtest GTest::gtest_main parallax::warnings)
  add_test(NAME ${NAME} COMMAND ${NAME})
  if(NOT ARG_TIMEOUT)
    set(ARG_TIMEOUT 300)
  endif()
  set(environment "PARALLAX_SOURCE_DIR=${CMAKE_SOURCE_DIR}" "PARALLAX_BIN_DIR=${CMAKE_RUNTIME_OUTPUT_DIRECTORY}")
  if(PARALLAX_SANITIZE MATCHES "thread")
    target_link_libraries(${NAME} PRIVATE parallax_tsan)
    math(EXPR ARG_TIMEOUT "4 * ${ARG_TIMEOUT}")  # as much slower, or more
    list(APPEND environment "TSAN_OPTIONS=suppressions=${CMAKE_SOURCE_DIR}/tests/tsan/suppressions.txt:history_size=7")
    if("threads" IN_LIST ARG_LABELS)
      add_dependencies(threads_tests ${NAME})
    endif()
  endif()
  set_tests_properties(${NAME} PROPERTIES TIMEOUT ${ARG_TIMEOUT} LABELS "unit;${ARG_LABELS}"
    ENVIRONMENT "${environment}")
endfunction()

# parallax_fuzzer(NAME SOURCES … CORPUS folder [LINK …]): with the fuzz preset a libFuzzer binary; with any other a test
# that replays the corpus and mutations of it, a few seconds long, ten minutes in the long tier.
function(parallax_fuzzer NAME)
  cmake_parse_arguments(ARG "" "CORPUS" "SOURCES;LINK" ${ARGN})
  if(PARALLAX_FUZZ)
    add_executable(${NAME} ${ARG_SOURCES})
    target_link_libraries(${NAME} PRIVATE ${ARG_LINK} parallax::warnings)
    target_link_options(${NAME} PRIVATE -fsanitize=fuzzer)
    return()
  endif()
  add_executable(${NAME}_replay ${ARG_SOURCES} ${CMAKE_SOURCE_DIR}/tests/fuzz/replay_main.cc)
  target_link_libraries(${NAME}_replay PRIVATE ${ARG_LINK} parallax::warnings)
  get_filename_component(corpus ${ARG_CORPUS} ABSOLUTE)
  add_test(NAME ${NAME}_short COMMAND ${NAME}_replay 3 ${corpus})
  set_tests_properties(${NAME}_short PROPERTIES TIMEOUT 300 LABELS "unit;fuzz"
    ENVIRONMENT "PARALLAX_SOURCE_DIR=${CMAKE_SOURCE_DIR}")
  add_test(NAME ${NAME}_long COMMAND ${NAME}_replay 600 ${corpus})
  set_tests_properties(${NAME}_long PROPERTIES TIMEOUT 1200 LABELS "fuzz;long"
    ENVIRONMENT "PARALLAX_SOURCE_DIR=${CMAKE_SOURCE_DIR}")
endfunction()
