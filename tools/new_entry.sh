#!/usr/bin/env bash
# ./dev new KIND NAME: writes an entry from tools/templates/KIND. The build finds the files by itself: no list to edit.
#
# A template is a tree like the project's own. In paths NAME, in texts @NAME@ stands for the name (mean_of_closes),
# @TYPE@ for the same as a type (MeanOfCloses), @TITLE@ as words (Mean of closes), @UPPER@ in capitals.
set -euo pipefail
export LC_ALL=C  # Or [a-z] means other letters too.
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
cd "$root"

kinds=$(cd tools/templates && printf '%s ' *)
refuse() { echo "./dev new: $*" >&2; exit 2; }

(($# == 2)) || refuse "say what and how it is called: ./dev new KIND NAME; KIND is one of: $kinds"
kind=$1 name=$2
[[ $kind =~ ^[a-z]+$ && -d tools/templates/$kind ]] || refuse "'$kind' is not one of: $kinds"
[[ $name =~ ^[a-z][a-z0-9]*(_[a-z0-9]+)*$ && ${#name} -le 40 ]] ||
  refuse "'$name' is no good name: lower-case words joined by _, beginning with a letter, at most 40 characters"

words=${name//_/ }
title=${words^}
type=
for word in $words; do type+=${word^}; done

# Everything is checked before anything is written.
mapfile -t templates < <(cd "tools/templates/$kind" && find . -type f -name '*.in' | sed 's|^\./||' | sort)
for template in "${templates[@]}"; do
  file=${template//NAME/$name}
  file=${file%.in}
  [[ ! -e $file ]] || refuse "there is a $kind called $name already: $file"
  # The table's row is <name>_def, in whatever folder of the module the file is.
  row=$(grep -lrE --include='*.cpp' "^(extern )?const [A-Za-z]+ ${name}_def\b" "$(cut -d/ -f1-2 <<< "$file")" || true)
  [[ -z $row ]] || refuse "there is a ${name}_def already: $row"
done

echo "written:"
for template in "${templates[@]}"; do
  file=${template//NAME/$name}
  file=${file%.in}
  mkdir -p "$(dirname "$file")"
  sed -e "s/@NAME@/$name/g" -e "s/@TYPE@/$type/g" -e "s/@TITLE@/$title/g" -e "s/@UPPER@/${name^^}/g" "tools/templates/$kind/$template" > "$file"
  # Line breaks depend on how long the name is.
  if [[ $file == *.?pp ]] && command -v clang-format-16 > /dev/null; then clang-format-16 -i "$file"; fi
  echo "  $file"
done
echo
sed -e "s/@NAME@/$name/g" -e "s/@TYPE@/$type/g" "tools/templates/$kind/next.txt"
