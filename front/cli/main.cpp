// `fwq`: the command line of FactorWeave-Quant.
#include <string>
#include <vector>

#include "command.hpp"

int main(int count, char** words) {
  return fwq::cli::run(std::vector<std::string>(words + 1, words + count));
}
