// What a Store holds: its LMDB environment.
#pragma once

#include "fwq/data/store.hpp"
#include "lmdb_env.hpp"

namespace fwq::data {

struct Store::State {
  std::shared_ptr<lmdb::Environment> environment;
  core::EventBus* events = nullptr;
};

}  // namespace fwq::data
