// Reading lines in blocks.
#include "csv_lines.hpp"

#include <algorithm>
#include <cstring>
#include <istream>

namespace fwq::data {
namespace {

constexpr std::size_t kFirstBlock = 64U << 10U;  // Most files are small.
constexpr std::size_t kBlock = 1U << 20U;
constexpr std::size_t kNowhere = static_cast<std::size_t>(-1);

}  // namespace

CsvLines::CsvLines(std::istream& in) : in_(in), block_(kFirstBlock) {
  while (filled_ < kHead && !at_end_) refill();
  const bool feeds = std::memchr(buffer_.data(), '\n', filled_) != nullptr;
  const bool returns = std::memchr(buffer_.data(), '\r', filled_) != nullptr;
  if (!feeds && returns) terminator_ = '\r';
}

void CsvLines::skip(std::size_t bytes, std::size_t lines) noexcept {
  begin_ = end_ = after_ = std::min(bytes, filled_);
  next_line_ = lines + 1;
}

// Reads one block behind what is there; what lies before the current record is given up.
void CsvLines::refill() {
  if (begin_ > 0) {
    std::memmove(buffer_.data(), buffer_.data() + begin_, filled_ - begin_);
    filled_ -= begin_;
    end_ -= begin_;
    after_ -= begin_;
    first_end_ -= std::min(first_end_, begin_);
    first_after_ -= std::min(first_after_, begin_);
    begin_ = 0;
  }
  if (buffer_.size() - filled_ < block_) buffer_.resize(filled_ + block_);
  in_.read(buffer_.data() + filled_, static_cast<std::streamsize>(block_));
  block_ = std::min(kBlock, 2 * block_);
  const auto got = static_cast<std::size_t>(in_.gcount());
  filled_ += got;
  bytes_read_ += got;
  failed_ = failed_ || in_.bad();
  at_end_ = !in_;
}

// Where the line that holds byte `from` ends; kNowhere when that is too far away. Both count from begin_.
std::size_t CsvLines::find_end(std::size_t from) {
  for (;;) {
    const char* const start = buffer_.data() + begin_ + from;
    const std::size_t left = filled_ - begin_ - from;
    const void* const found = std::memchr(start, terminator_, left);
    if (found != nullptr) {
      return from + static_cast<std::size_t>(static_cast<const char*>(found) - start);
    }
    if (from + left > kLongest) return kNowhere;
    if (at_end_) return from + left;
    from += left;
    refill();
  }
}

bool CsvLines::find_line() {
  begin_ = end_ = after_;
  too_long_ = false;
  std::size_t length = find_end(0);
  line_ = next_line_++;
  while (length == kNowhere) {
    too_long_ = true;
    begin_ = end_ = after_ = filled_;  // Given up.
    if (!at_end_) refill();
    length = find_end(0);
  }
  end_ = begin_ + length;
  after_ = std::min(end_ + 1, filled_);
  if (too_long_) begin_ = end_;
  first_end_ = end_;
  first_after_ = after_;
  return begin_ < filled_ || too_long_;
}

bool CsvLines::next() {
  while (after_ < filled_ || !at_end_) {
    if (!find_line()) return false;
    if (too_long_) return true;
    const char* const start = buffer_.data() + begin_;
    if (std::any_of(start, start + (end_ - begin_),
                    [](char c) { return c != ' ' && c != '\t' && c != '\r'; })) {
      return true;
    }
  }
  return false;
}

bool CsvLines::extend() {
  if (after_ >= filled_ && at_end_) return false;
  const std::size_t length = find_end(after_ - begin_);
  if (length == kNowhere || length > kLongestRecord) return false;
  end_ = begin_ + length;
  after_ = std::min(end_ + 1, filled_);
  ++next_line_;
  return true;
}

void CsvLines::cut_back() noexcept {
  end_ = first_end_;
  after_ = first_after_;
  next_line_ = line_ + 1;
}

}  // namespace fwq::data
