// The table of pinyin initials; see pinyin_table.cpp.
#pragma once

namespace fwq::coordinators {

inline constexpr unsigned kPinyinFirst = 0x4E00, kPinyinLast = 0x9FA5;
extern const char* const kPinyinInitials;  // One letter for each character.

}  // namespace fwq::coordinators
