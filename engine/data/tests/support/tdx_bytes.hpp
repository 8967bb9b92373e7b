// Writers of TDX records for tests: the opposite direction of the decoders, written independently of them.
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <span>
#include <string>
#include <string_view>

namespace fwq::data::testing {

// Bytes of a TDX file under construction.
class TdxBytes {
 public:
  template <class T>
  TdxBytes& put(T value) {
    char raw[sizeof value];
    std::memcpy(raw, &value, sizeof value);
    text_.append(raw, sizeof raw);
    return *this;
  }
  // Prices as the integers that the file holds.
  TdxBytes& day(std::uint32_t date, int open, int high, int low, int close, float amount,
                std::uint32_t volume) {
    put(date).put(open).put(high).put(low).put(close).put(amount).put(volume);
    return put(std::uint32_t{65536});
  }
  TdxBytes& minute(int year, int month, int date, int minute_of_day, float open, float high,
                   float low, float close, float amount, std::uint32_t volume) {
    put(static_cast<std::uint16_t>((year - 2004) * 2048 + month * 100 + date));
    put(static_cast<std::uint16_t>(minute_of_day)).put(open).put(high).put(low).put(close);
    return put(amount).put(volume).put(std::uint32_t{0});
  }
  TdxBytes& hex(std::string_view digits) {
    for (std::size_t i = 0; i + 1 < digits.size(); i += 2) {
      text_ += static_cast<char>(std::stoi(std::string(digits.substr(i, 2)), nullptr, 16));
    }
    return *this;
  }
  TdxBytes& text(std::string_view raw) {
    text_ += raw;
    return *this;
  }

  std::span<const std::byte> bytes() const {
    return std::as_bytes(std::span(text_.data(), text_.size()));
  }
  const std::string& string() const { return text_; }
  // Writes the file, making its folders.
  void save(const std::filesystem::path& file) const {
    std::filesystem::create_directories(file.parent_path());
    std::ofstream(file, std::ios::binary)
        .write(text_.data(), static_cast<std::streamsize>(text_.size()));
  }

 private:
  std::string text_;
};

}  // namespace fwq::data::testing
