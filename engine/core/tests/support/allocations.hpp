// How often this thread has taken memory from the heap: for tests that say that something allocates nothing.
#pragma once

#include <cstddef>

namespace fwq::test {
std::size_t allocations_of_this_thread() noexcept;
}  // namespace fwq::test
