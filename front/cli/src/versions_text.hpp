// Versions of a pattern's parameters as JSON and as text that people read.
#pragma once

#include <span>
#include <string>

#include "fwq/coordinators/compare_versions.hpp"
#include "fwq/optimization/version_manager.hpp"
#include "session.hpp"

namespace fwq::cli {

Json version_json(const optimization::PatternVersion& version);
// Newest first, with their parameters where they are not the defaults.
std::string versions_text(std::span<const optimization::PatternVersion> versions,
                          const Session& session);
// What each version was worth each time it was measured.
std::string measures_text(std::span<const data::VersionMeasure> measures, const Session& session);
Json measures_json(std::span<const data::VersionMeasure> measures);

Json comparison_json(const coordinators::VersionComparison& compared);
// `rows` of the hits that were won, and as many of those that were lost.
std::string comparison_text(const coordinators::VersionComparison& compared, std::size_t rows,
                            const Session& session);

}  // namespace fwq::cli
