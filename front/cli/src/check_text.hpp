// How checked series are shown: as JSON, as a page about one, as a list of many, and as proposals of repair.
#pragma once

#include <string>
#include <vector>

#include "command.hpp"
#include "fwq/coordinators/check.hpp"
#include "fwq/data/repair.hpp"

namespace fwq::cli {

Json checked_json(const coordinators::CheckedSeries& checked, const Session& session);
Json repair_json(const data::Repair& repair, data::Period period);

// One series with all its findings.
std::string checked_page(const coordinators::CheckedSeries& checked, const Session& session);
// The `top` worst (0: all), and totals.
std::string checked_list(const std::vector<coordinators::CheckedSeries>& all, std::size_t top,
                         const Session& session);
// What would be changed, at most `top` lines a series (0: all).
std::string proposals(const std::vector<coordinators::CheckedSeries>& all, std::size_t top,
                      const Session& session);

// The table of rules, with what each level makes of each.
Json rules_json(const Session& session);
std::string rules_table(const Session& session);

std::string shown_quality(std::string_view word, const Session& session);
std::string shown_level(data::ValidationLevel level, const Session& session);

// The backups of repairs, oldest first; times by the clock of Shanghai, as all others.
Json backups_json(const std::vector<data::RepairBackup>& backups);
std::string backups_table(const std::vector<data::RepairBackup>& backups, const Session& session);

}  // namespace fwq::cli
