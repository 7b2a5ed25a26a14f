# parallax_proto(NAME PROTOS a.proto … [GRPC b.proto …] [LINK …]): a static library of the generated
# messages, and of the services of the files under GRPC. Generated code is not held to our warnings.
set(PARALLAX_PROTO_DIR ${CMAKE_SOURCE_DIR}/protos)
set(PARALLAX_GENERATED_DIR ${CMAKE_BINARY_DIR}/generated)
file(MAKE_DIRECTORY ${PARALLAX_GENERATED_DIR})
find_program(GRPC_CPP_PLUGIN grpc_cpp_plugin REQUIRED)

function(parallax_proto NAME)
  cmake_parse_arguments(ARG "" "" "PROTOS;GRPC;LINK" ${ARGN})
  set(sources)
  foreach(proto ${ARG_PROTOS} ${ARG_GRPC})
    string(REGEX REPLACE "\\.proto$" "" stem ${proto})
    set(out ${PARALLAX_GENERATED_DIR}/${stem})
    add_custom_command(
      OUTPUT ${out}.pb.cc ${out}.pb.h
      COMMAND ${Protobuf_PROTOC_EXECUTABLE} -I ${PARALLAX_PROTO_DIR} --cpp_out=${PARALLAX_GENERATED_DIR} ${proto}
      DEPENDS ${PARALLAX_PROTO_DIR}/${proto} VERBATIM)
    list(APPEND sources ${out}.pb.cc ${out}.pb.h)
  endforeach()
  foreach(proto ${ARG_GRPC})
    string(REGEX REPLACE "\\.proto$" "" stem ${proto})
    set(out ${PARALLAX_GENERATED_DIR}/${stem})
    add_custom_command(
      OUTPUT ${out}.grpc.pb.cc ${out}.grpc.pb.h
      COMMAND ${Protobuf_PROTOC_EXECUTABLE} -I ${PARALLAX_PROTO_DIR} --grpc_out=${PARALLAX_GENERATED_DIR}
              --plugin=protoc-gen-grpc=${GRPC_CPP_PLUGIN} ${proto}
      DEPENDS ${PARALLAX_PROTO_DIR}/${proto} VERBATIM)
    list(APPEND sources ${out}.grpc.pb.cc ${out}.grpc.pb.h)
  endforeach()
  add_library(parallax_${NAME} STATIC ${sources})
  add_library(parallax::${NAME} ALIAS parallax_${NAME})
  target_include_directories(parallax_${NAME} SYSTEM PUBLIC ${PARALLAX_GENERATED_DIR})
  target_link_libraries(parallax_${NAME} PUBLIC protobuf::libprotobuf ${ARG_LINK})
  if(ARG_GRPC)
    target_link_libraries(parallax_${NAME} PUBLIC gRPC::grpc++)
  endif()
endfunction()
