// The lines of a text of any length, read in blocks, with memory for the longest line only.
#pragma once

#include <cstddef>
#include <cstdint>
#include <iosfwd>
#include <string_view>
#include <vector>

namespace fwq::data {

class CsvLines {
 public:
  static constexpr std::size_t kHead = 256U
                                       << 10U;  // What head() shows at least, if there is as much.
  static constexpr std::size_t kLongest = 1U << 20U;  // A longer line is passed over.
  static constexpr std::size_t kLongestRecord =
      64U << 10U;  // Of several lines held together by quotes.

  // Reads the head at once. `in` outlives the object.
  explicit CsvLines(std::istream& in);

  // The beginning of the text, valid until next().
  std::string_view head() const noexcept { return {buffer_.data(), filled_}; }
  // True when head() is all there is.
  bool head_is_all() const noexcept { return at_end_; }
  // Begins after the first `bytes` bytes of the head, which were `lines` lines. Call once, before next().
  void skip(std::size_t bytes, std::size_t lines) noexcept;

  // Moves to the next line that is not blank; false at the end or when reading failed.
  bool next();
  // The current record has one more line: false when there is none or the record gets too long.
  bool extend();
  // The current record is its first line again; the others will come anew.
  void cut_back() noexcept;

  // The current record without the end of its (last) line; empty when too_long().
  std::string_view text() const noexcept { return {buffer_.data() + begin_, end_ - begin_}; }
  std::size_t line() const noexcept { return line_; }  // Number of its first line, from 1.
  bool too_long() const noexcept { return too_long_; }
  bool failed() const noexcept { return failed_; }
  std::uintmax_t bytes_read() const noexcept { return bytes_read_; }

 private:
  void refill();
  bool find_line();
  std::size_t find_end(std::size_t from);

  std::istream& in_;
  std::vector<char> buffer_;
  std::size_t block_;  // Bytes to read next: grows with the text.
  std::size_t begin_ = 0, end_ = 0, after_ = 0, filled_ = 0;
  std::size_t first_end_ = 0, first_after_ = 0;  // Of the record's first line.
  std::size_t line_ = 0, next_line_ = 1;
  std::uintmax_t bytes_read_ = 0;
  char terminator_ = '\n';
  bool at_end_ = false, too_long_ = false, failed_ = false;
};

}  // namespace fwq::data
