// Workbooks in the making: a book, its sheets written row by row, and what all back-tests' summaries hold.
//
// The library writes by name only, and fails in its own words: the book is made in a folder of its own, and written to its place
// as every other file is.
#pragma once

#include <fmt/format.h>
#include <xlsxwriter.h>

#include <cmath>
#include <filesystem>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "fwq/coordinators/backtest.hpp"
#include "fwq/core/files.hpp"
#include "session.hpp"

namespace fwq::cli {

// How a number is shown.
enum class Form { plain, percent, money, count };

// A workbook that is being made. What goes wrong on the way shows when it is closed.
class Book {
 public:
  explicit Book(const std::filesystem::path& file) : book_(workbook_new(file.string().c_str())) {
    const auto made = [this](const char* form, bool bold) {
      lxw_format* format = workbook_add_format(book_);
      if (form != nullptr) format_set_num_format(format, form);
      if (bold) format_set_bold(format);
      return format;
    };
    bold_ = made(nullptr, true);
    percent_ = made("0.00%", false);
    money_ = made("#,##0.00", false);
    count_ = made("#,##0", false);
  }
  lxw_workbook* get() const noexcept { return book_; }
  lxw_format* bold() const noexcept { return bold_; }
  lxw_format* form(Form form) const noexcept {
    switch (form) {
      case Form::plain:
        return nullptr;
      case Form::percent:
        return percent_;
      case Form::money:
        return money_;
      case Form::count:
        return count_;
    }
    return nullptr;
  }
  // Ends the book: it is the library's no more.
  lxw_error close() { return workbook_close(std::exchange(book_, nullptr)); }

 private:
  lxw_workbook* book_;
  lxw_format *bold_ = nullptr, *percent_ = nullptr, *money_ = nullptr, *count_ = nullptr;
};

// One sheet, written row by row.
class Sheet {
 public:
  Sheet(Book& book, const std::string& name, const std::vector<double>& widths)
      : book_(book), sheet_(workbook_add_worksheet(book.get(), name.c_str())) {
    lxw_col_t column = 0;
    for (const double width : widths) {
      worksheet_set_column(sheet_, column, column, width, nullptr);
      ++column;
    }
  }
  void header(const std::vector<std::string>& titles) {
    for (const auto& title : titles) put(title, book_.bold());
    end();
    worksheet_freeze_panes(sheet_, row_, 0);
  }
  void title(const std::string& text) {
    put(text, book_.bold());
    end();
  }
  Sheet& text(const std::string& text) {
    put(text, nullptr);
    return *this;
  }
  // A cell without a number stays empty; what is infinite is written out.
  Sheet& number(double value, Form form = Form::plain) {
    if (std::isfinite(value)) {
      worksheet_write_number(sheet_, row_, column_, value, book_.form(form));
    } else if (std::isinf(value)) {
      worksheet_write_string(sheet_, row_, column_, value > 0 ? "∞" : "-∞", nullptr);
    }
    ++column_;
    return *this;
  }
  void end() {
    ++row_;
    column_ = 0;
  }

 private:
  void put(const std::string& text, lxw_format* format) {
    if (!text.empty()) worksheet_write_string(sheet_, row_, column_, text.c_str(), format);
    ++column_;
  }
  Book& book_;
  lxw_worksheet* sheet_;
  lxw_row_t row_ = 0;
  lxw_col_t column_ = 0;
};

// A folder of one's own in the system's folder for such things, gone with the object.
class BookPlace {
 public:
  static Result<BookPlace> make();
  BookPlace(BookPlace&& other) noexcept : folder_(std::exchange(other.folder_, {})) {}
  BookPlace(const BookPlace&) = delete;
  BookPlace& operator=(const BookPlace&) = delete;
  BookPlace& operator=(BookPlace&&) = delete;
  ~BookPlace();
  std::filesystem::path book() const { return folder_ / "book.xlsx"; }
  Error failure(lxw_error error) const;

 private:
  explicit BookPlace(std::filesystem::path folder) : folder_(std::move(folder)) {}
  std::filesystem::path folder_;
};

Form form_of(backtest::MetricUnit unit);

// Settings and what is to know, below what the sheet holds.
void write_settings(Sheet& sheet, std::span<const coordinators::BacktestSetting> settings,
                    std::span<const coordinators::BacktestRemark> remarks, const Session& session);

// Fills a book by `fill` and puts it in its place.
template <class Fill>
Result<void> write_book(const std::filesystem::path& file, Fill fill) {
  FWQ_TRY_ASSIGN(place, BookPlace::make());
  Book book(place.book());
  fill(book);
  const lxw_error error = book.close();
  if (error != LXW_NO_ERROR) return place.failure(error);
  FWQ_TRY_ASSIGN(bytes, core::read_file(place.book()));
  return core::write_file_atomically(file, bytes);
}

}  // namespace fwq::cli
