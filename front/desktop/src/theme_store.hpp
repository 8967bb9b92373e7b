// The user's themes in config/theme.json: adding, replacing and removing one without touching the others.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>

#include "fwq/core/result.hpp"
#include "fwq/core/theme.hpp"

namespace fwq::desktop {

// One theme in the form of theme.json.
std::string theme_json(const core::Theme& theme);

// Puts it among those of the file, in place of one with its id. Errors: io; bad_data, when the file is no JSON: it is left
// as it is, for somebody wrote it by hand.
Result<void> put_theme(const std::filesystem::path& file, const core::Theme& theme);
// Errors: as put_theme; not_found.
Result<void> remove_theme(const std::filesystem::path& file, std::string_view id);

}  // namespace fwq::desktop
