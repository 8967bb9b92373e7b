// Completion of commands in a real bash.
#include <gtest/gtest.h>

#include "support/program.hpp"

namespace fwq::acceptance {
namespace {

// What bash offers for `words` after sourcing the script; `before` runs first.
std::string offered(const Desk& desk, const std::string& before, const std::string& program,
                    const std::string& word) {
  const fs::path script = desk.folder() / "complete.sh";
  spill(script, before + "\nsource <('" FWQ_PROGRAM "' completion)\nCOMP_WORDS=(" + program + " " +
                    word + ")\nCOMP_CWORD=1\n_fwq\necho \"${COMPREPLY[@]}\"\n");
  const fs::path out = desk.folder() / "offered";
  const std::string command =
      "bash -O expand_aliases '" + script.string() + "' >'" + out.string() + "'";
  EXPECT_EQ(std::system(command.c_str()), 0);
  return slurp(out);
}

TEST(Completion, OffersCommandsToAPathAndToAnAlias) {
  const Desk desk;
  EXPECT_EQ(offered(desk, "", FWQ_PROGRAM, "an"), "analyze\n");
  EXPECT_EQ(offered(desk, "alias fwq='" FWQ_PROGRAM "'", "fwq", "sig"), "signals\n");
}

}  // namespace
}  // namespace fwq::acceptance
