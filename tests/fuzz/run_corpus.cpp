// A plain main for fuzz targets: runs the target over every file of the folders given, and over cut and flipped copies.
#include <cstdint>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);

namespace {

void run(const std::string& bytes) { LLVMFuzzerTestOneInput(reinterpret_cast<const std::uint8_t*>(bytes.data()), bytes.size()); }

}  // namespace

int main(int count, char** words) {
  std::size_t files = 0;
  for (int i = 1; i < count; ++i) {
    for (const auto& entry : std::filesystem::directory_iterator(words[i])) {
      if (!entry.is_regular_file()) continue;
      std::ifstream file(entry.path(), std::ios::binary);
      std::string bytes((std::istreambuf_iterator<char>(file)), std::istreambuf_iterator<char>());
      run(bytes);
      for (std::size_t cut = 1; cut <= 8 && cut < bytes.size(); ++cut) run(bytes.substr(0, bytes.size() - cut));
      for (std::size_t at = 0; at < bytes.size() && at < 256; ++at) {
        std::string flipped = bytes;
        flipped[at] = static_cast<char>(~flipped[at]);
        run(flipped);
      }
      ++files;
    }
  }
  std::printf("%zu inputs\n", files);
  return files > 0 ? 0 : 1;  // A target without a corpus tests nothing.
}
