// A small reader of markup: is a page well-formed, what is in an element, what does a reader see.
#pragma once

#include <algorithm>
#include <cctype>
#include <initializer_list>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace fwq::acceptance {

// What is wrong with the page as XML (void elements of HTML and the contents of script and style aside); "" if nothing.
inline std::string malformed(std::string_view page) {
  std::vector<std::string> open;
  std::set<std::string> ids;
  std::size_t at = page.find("<html");
  if (!page.starts_with("<!DOCTYPE html>") || at == std::string_view::npos)
    return "no document type";
  const auto near = [&](std::size_t i) { return std::string(page.substr(i, 60)); };
  while (at < page.size()) {
    if (page[at] == '&') {
      const auto end = page.find(';', at);
      if (end == std::string_view::npos || end - at > 8) return "a bare & at " + near(at);
    }
    if (page[at] != '<') {
      ++at;
      continue;
    }
    std::size_t i = at + 1;
    const bool closing = page[i] == '/';
    if (closing) ++i;
    std::string name;
    while (i < page.size() && (std::isalnum(static_cast<unsigned char>(page[i])) != 0))
      name += page[i++];
    if (name.empty()) return "a bare < at " + near(at);
    bool self_closed = false;
    std::set<std::string> seen;
    while (i < page.size() && page[i] != '>') {
      if (page[i] == '/') {
        self_closed = true;
        ++i;
        continue;
      }
      if (page[i] == ' ' || page[i] == '\n') {
        ++i;
        continue;
      }
      std::string attribute;
      while (i < page.size() && std::string_view("= >/\n").find(page[i]) == std::string_view::npos)
        attribute += page[i++];
      if (attribute.empty() || !seen.insert(attribute).second)
        return "a bad attribute at " + near(at);
      if (page[i] != '=') continue;  // hidden
      if (page[i + 1] != '"') return "an attribute without quotes at " + near(at);
      const auto end = page.find('"', i + 2);
      const std::string value(page.substr(i + 2, end - i - 2));
      if (value.find('<') != std::string::npos) return "a < in an attribute at " + near(at);
      if (attribute == "id" && !ids.insert(value).second) return "a second id " + value;
      i = end + 1;
    }
    if (name == "meta") {
      at = i + 1;
      continue;
    }
    if (closing) {
      if (open.empty() || open.back() != name)
        return "</" + name + "> closes nothing at " + near(at);
      open.pop_back();
    } else if (!self_closed) {
      open.push_back(name);
    }
    at = i + 1;
    if (!closing && (name == "script" || name == "style")) at = page.find("</" + name + ">", at);
  }
  if (!open.empty()) return "<" + open.back() + "> is never closed";
  // Every link leads somewhere.
  for (std::size_t link = page.find("href=\"#"); link != std::string_view::npos;
       link = page.find("href=\"#", link + 1)) {
    const auto begin = link + 7;
    const std::string id(page.substr(begin, page.find('"', begin) - begin));
    if (id.find('\'') == std::string::npos && ids.count(id) == 0) return "a link to nowhere: " + id;
  }
  return "";
}

// The element with this id, up to its end; "" if there is none.
inline std::string element(const std::string& page, const std::string& id) {
  const auto found = page.find("id=\"" + id + "\"");
  if (found == std::string::npos) return "";
  const auto begin = page.rfind('<', found);
  const std::string name = page.substr(begin + 1, page.find_first_of(" >", begin) - begin - 1);
  return page.substr(begin, page.find("</" + name + ">", found) - begin);
}

// Markup without its tags, and with its entities read: the words as they were before they were written as markup.
inline std::string plain_text(const std::string& markup) {
  std::string text;
  for (std::size_t at = 0; at < markup.size(); ++at) {
    if (markup[at] == '<') {
      at = std::min(markup.find('>', at), markup.size() - 1);
      continue;
    }
    std::string_view read(&markup[at], 1);
    for (const auto& [entity, meaning] :
         std::initializer_list<std::pair<std::string_view, std::string_view>>{
             {"&lt;", "<"}, {"&gt;", ">"}, {"&amp;", "&"}, {"&quot;", "\""}, {"&#39;", "'"}}) {
      if (markup.compare(at, entity.size(), entity) != 0) continue;
      read = meaning;
      at += entity.size() - 1;
      break;
    }
    text += read;
  }
  return text;
}

// What a reader sees or is read: the page without tags, scripts and styles, with its labels.
inline std::string visible_text(const std::string& page) {
  std::string text;
  for (std::size_t at = page.find("<body"); at < page.size();) {
    if (page[at] == '<') {
      for (const std::string name : {"script", "style"}) {
        if (page.compare(at + 1, name.size(), name) == 0) at = page.find("</" + name, at);
      }
      const auto end = page.find('>', at);
      const std::string tag = page.substr(at, end - at);
      for (const std::string label : {"aria-label=\"", "title=\""}) {
        const auto begin = tag.find(label);
        if (begin == std::string::npos) continue;
        const auto from = begin + label.size();
        text += ' ';
        text.append(tag, from, tag.find('"', from) - from);
      }
      at = end + 1;
      text += ' ';
      continue;
    }
    text += page[at++];
  }
  return text;
}

// Words with at least `length` ASCII letters.
inline std::set<std::string> latin_words(const std::string& text, std::size_t length) {
  std::set<std::string> words;
  std::string word;
  for (const char c : text + " ") {
    if (std::isalnum(static_cast<unsigned char>(c)) != 0) {
      word += c;
      continue;
    }
    const auto letters = std::count_if(word.begin(), word.end(),
                                       [](unsigned char l) { return std::isalpha(l) != 0; });
    if (static_cast<std::size_t>(letters) >= length) words.insert(word);
    word.clear();
  }
  return words;
}

inline bool has_cjk(const std::string& text) {
  return std::any_of(text.begin(), text.end(),
                     [](unsigned char c) { return c >= 0xe3 && c <= 0xe9; });
}

}  // namespace fwq::acceptance
