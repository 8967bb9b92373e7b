// The three streams that a program is started with: for main(), before anything else.
#pragma once

namespace fwq::core {

// Puts something in the place of a standard stream that the caller has closed (`>&-`): the next file opened would else
// take its number, and output would go into it. Reading there finds the end, writing fails as it should.
// A write beyond the file-size limit (ulimit -f) becomes an error instead of ending the program. [main thread]
void claim_standard_streams() noexcept;

}  // namespace fwq::core
