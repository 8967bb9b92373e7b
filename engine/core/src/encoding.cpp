// UTF-8 checks, and GB18030 by the system's iconv.
#include "fwq/core/encoding.hpp"

#include <fmt/format.h>
#include <iconv.h>

#include <cstdint>

namespace fwq::core {
namespace {

// Length of the good sequence at the start of `bytes`, or 0.
// Source: Unicode Standard, table 3-7 (well-formed UTF-8 byte sequences).
std::size_t sequence_length(std::string_view bytes) noexcept {
  const auto at = [&](std::size_t i) {
    return i < bytes.size() ? static_cast<unsigned char>(bytes[i]) : static_cast<unsigned char>(0);
  };
  const auto follows = [&](std::size_t i) { return (at(i) & 0xc0U) == 0x80U; };
  const unsigned lead = at(0);
  if (lead < 0x80) return 1;
  if (lead >= 0xc2 && lead <= 0xdf) return follows(1) ? 2 : 0;
  if (lead >= 0xe0 && lead <= 0xef) {
    const bool narrow = (lead == 0xe0 && at(1) < 0xa0) || (lead == 0xed && at(1) > 0x9f);
    return follows(1) && follows(2) && !narrow ? 3 : 0;
  }
  if (lead >= 0xf0 && lead <= 0xf4) {
    const bool narrow = (lead == 0xf0 && at(1) < 0x90) || (lead == 0xf4 && at(1) > 0x8f);
    return follows(1) && follows(2) && follows(3) && !narrow ? 4 : 0;
  }
  return 0;
}

class Converter {
 public:
  Converter() : handle_(iconv_open("UTF-8", "GB18030")) {}
  ~Converter() {
    if (usable()) iconv_close(handle_);
  }
  Converter(const Converter&) = delete;
  Converter& operator=(const Converter&) = delete;

  bool usable() const noexcept { return reinterpret_cast<std::intptr_t>(handle_) != -1; }

  // The whole of `bytes`, or how many of them were good.
  struct Outcome {
    std::string text;
    std::size_t good = 0;
  };
  Outcome run(std::string_view bytes) {
    // Two bytes become at most three, four at most four.
    Outcome out{std::string(bytes.size() + bytes.size() / 2 + 16, '\0'), 0};
    char* from = const_cast<char*>(bytes.data());  // iconv does not write there.
    char* to = out.text.data();
    std::size_t left = bytes.size();
    std::size_t room = out.text.size();
    iconv(handle_, &from, &left, &to, &room);
    out.text.resize(out.text.size() - room);
    out.good = bytes.size() - left;
    return out;
  }

 private:
  iconv_t handle_;
};

}  // namespace

bool is_utf8(std::string_view bytes) noexcept {
  while (!bytes.empty()) {
    const std::size_t length = sequence_length(bytes);
    if (length == 0) return false;
    bytes.remove_prefix(length);
  }
  return true;
}

Result<std::string> to_utf8(std::string_view bytes) {
  constexpr std::string_view kMark = "\xef\xbb\xbf";
  if (bytes.starts_with("\xff\xfe") || bytes.starts_with("\xfe\xff")) {
    return Error{Errc::bad_data, "the text is UTF-16: save it as UTF-8"};
  }
  if (bytes.starts_with(kMark)) return std::string(bytes.substr(kMark.size()));
  std::size_t good = 0;
  std::size_t bad = 0;
  for (std::string_view rest = bytes; !rest.empty();) {
    const std::size_t length = sequence_length(rest);
    good += length > 1 ? 1 : 0;
    bad += length == 0 ? 1 : 0;
    rest.remove_prefix(length == 0 ? 1 : length);
  }
  // Chinese text in GB18030 hardly ever looks like UTF-8: each damaged character here would be a good one there.
  if (bad == 0 || good > bad) return std::string(bytes);
  return from_gb18030(bytes);
}

Result<std::string> from_gb18030(std::string_view bytes) {
  Converter converter;
  if (!converter.usable()) {
    return Error{Errc::unsupported,
                 "the text is not UTF-8, and this system cannot read GB18030: save it as UTF-8"};
  }
  auto out = converter.run(bytes);
  if (out.good == bytes.size()) return std::move(out.text);
  return Error{
      Errc::bad_data,
      fmt::format("the text is neither UTF-8 nor GB18030 (byte {}): save it as UTF-8", out.good)};
}

}  // namespace fwq::core
