// VersionManager: sets of parameters of a pattern, numbered, with where they come from and what they were worth; one of them is in
// force.
//
// A version is its pattern and parameters: the same ones are kept once, under one id. Number 1 are the built-in defaults: always there,
// never stored, never lost. The one in force is what patterns, scans and reports use from their next call on (active_parameters()).
//
// Threads: as SystemDb, one at a time.
#pragma once

#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "fwq/analysis/pattern_recognizer.hpp"
#include "fwq/core/result.hpp"
#include "fwq/data/system_db.hpp"

namespace fwq::optimization {

struct PatternVersion {
  const analysis::PatternDef* pattern = nullptr;
  int number = 1, parent = 0;  // parent 0: none.
  std::string id;              // 16 hexadecimal digits.
  data::Time created = 0;      // 0: built in.
  std::string author, method, message;
  std::vector<double> parameters;  // One for each ParamDef.
  std::string metrics;             // A JSON object.
  std::string data_hash;           // What it was measured on; "" if it was not.
  bool active = false;
  std::vector<std::string> tags;
};

// What is said of a version that is saved.
struct VersionNote {
  data::Time time = 0;
  std::string author = "user", method = "manual", message = {};
  std::string metrics = "{}", data_hash = {};
  int parent = 0;  // 0: the one in force.
};

// The parameters of two versions that differ.
struct ParameterChange {
  std::string_view name;
  double before = 0, after = 0;
};

// Of a pattern by id; of its parameters. The same on every machine.
std::string version_id(const analysis::PatternDef& pattern, std::span<const double> parameters);
// Errors: not_found, with the nearest id.
Result<const analysis::PatternDef*> find_pattern(std::string_view id);
// Those of one id, or of a group ("head_shoulders"). Errors: not_found, with the nearest name.
Result<std::vector<const analysis::PatternDef*>> find_patterns(std::string_view id_or_group);

class VersionManager {
 public:
  // `db` outlives it.
  explicit VersionManager(data::SystemDb& db) : db_(db) {}

  // Parameters out of range are refused; those that are kept already get no second version: what is there is returned.
  // Errors: invalid_argument, and those of SystemDb.
  Result<PatternVersion> save_version(const analysis::PatternDef& pattern,
                                      std::span<const double> parameters, const VersionNote& note);
  // Newest first; the built-in defaults last. Stored parameters that the pattern does not know any more are dropped, new ones take their
  // default; versions that are out of range by now are left out.
  Result<std::vector<PatternVersion>> get_version_history(
      const analysis::PatternDef& pattern) const;
  // By number, the beginning of an id (4 digits or more), or a tag. Errors: not_found, invalid_argument (several begin so).
  Result<PatternVersion> version(const analysis::PatternDef& pattern, std::string_view which) const;
  Result<PatternVersion> active(const analysis::PatternDef& pattern) const;
  // Puts it in force. Errors: as version().
  Result<PatternVersion> activate_version(const analysis::PatternDef& pattern,
                                          std::string_view which);
  // Puts the parent of the one in force in force. Errors also: invalid_argument (it has none).
  Result<PatternVersion> roll_back(const analysis::PatternDef& pattern);
  // Errors also: invalid_argument (it is in force, or built in).
  Result<void> delete_version(const analysis::PatternDef& pattern, std::string_view which);
  // A tag is letters, digits, '-', '_' and '.', not a number, at most 40; one that exists moves. Errors also: invalid_argument.
  Result<void> tag(const analysis::PatternDef& pattern, std::string_view which,
                   const std::string& name);
  Result<void> untag(const analysis::PatternDef& pattern, const std::string& name);
  static std::vector<ParameterChange> compare(const PatternVersion& before,
                                              const PatternVersion& after);

  // One JSON document with all versions of these patterns, but for the built-in ones; and back: what is new is saved, under new
  // numbers, and nothing is put in force. Returns how many are new. Errors: invalid_argument (not such a document, with the place).
  Result<std::string> export_json(std::span<const analysis::PatternDef* const> patterns) const;
  Result<std::size_t> import_json(std::string_view document, data::Time time);

 private:
  Result<PatternVersion> built_in(const analysis::PatternDef& pattern) const;
  data::SystemDb& db_;
};

// The parameters in force of every pattern, as they are now: for a PatternRecognizer. Immutable. [any-thread]
// Errors: those of SystemDb. Without a version in force, or one that is out of range by now, the defaults.
Result<std::shared_ptr<const analysis::PatternParameters>> active_parameters(
    const data::SystemDb& db);

// Those of one version for its pattern, the defaults for all others. Immutable. [any-thread]
std::shared_ptr<const analysis::PatternParameters> parameters_of(const PatternVersion& version);

}  // namespace fwq::optimization
