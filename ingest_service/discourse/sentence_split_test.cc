#include "ingest_service/discourse/sentence_split.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace parallax::discourse {
namespace {

// Sentences are written with " ¦ " between them; without it they are the text to be split. Where
// the script has no blanks between sentences, "¦" alone stands there.
struct Case {
  const char* name;
  const char* sentences;
};

constexpr Case kCases[] = {
    {"two", "The plan was approved. ¦ Work begins in May."},
    {"no end", "A heading without an end"},
    {"figure", "Output grew by 3.5 percent. ¦ It had fallen by .4 points."},
    {"address", "See www.example.org/a.b for more. ¦ Then write to us."},
    {"company", "Vantor Inc. shares fell. ¦ Nobody knew why."},
    {"company ends", "The chips come from Vantor Inc. ¦ They are slow."},
    {"country", "Firms in the U.S. Midwest gained. ¦ Others lost."},
    {"country ends", "They moved to the U.S. ¦ The rest stayed."},
    {"country hyphen", "A U.S.-led group met. ¦ It agreed."},
    {"title", "Dr. Lee and Mrs. Ortiz spoke. ¦ Gen. Hall listened."},
    {"initials", "Anna K. Berg wrote it. ¦ J. R. Moss did not."},
    {"degree", "She holds a Ph.D. from Lund. ¦ He does not."},
    {"month", "It opened on Jan. 3 and closed on Dec. 9. ¦ Few came."},
    {"number", "See No. 5 and pp. 12 to 14. ¦ The rest is noise."},
    {"no ends", "Would it work? ¦ They said no. ¦ Then they left."},
    {"latin", "Some metals, e.g. Gallium, are scarce. ¦ Others, i.e. Iron, are not."},
    {"versus", "It was state vs. Market all along. ¦ Nobody won."},
    {"item", "1. First the law was passed. ¦ Then the money came."},
    {"ellipsis", "They waited ... and waited. ¦ Nothing came…  ¦ Then it did."},
    {"lower case name", "The firm grew. ¦ iFlytek did too."},
    {"quotation", "“We will build it.” ¦ So it was."},
    {"straight quotation", "\"We will build it.\" ¦ So it was."},
    {"quotation inside", "“It is ready. ¦ It works,” said Lee. ¦ Others doubt it."},
    {"question asked", "“Is it ready?” Lee asked. ¦ Nobody knew."},
    {"question asked lower", "“Is it ready?” asked Lee. ¦ Nobody knew."},
    {"question", "Why now? ¦ Because of the election! ¦ That is all."},
    {"bracket", "It works (see the list. It is long.) in most cases. ¦ Not in all."},
    {"bracket behind", "It works. ¦ (See the list.) ¦ Not in all."},
    {"open bracket", "It works ( in most cases. ¦ Not in all."},
    {"note mark", "It works.[12] ¦ Not in all cases.[3][4] ¦ Perhaps."},
    {"semicolon", "It works; nobody knows why. ¦ Fine."},
    {"opener names", "They met in the U.K. ¦ However, nothing came of it."},
    {"co", "Berg & Co. Ltd. owns it. ¦ This is new."},
    {"time", "At 9 a.m. Beijing time it began. ¦ It ended at 5 p.m. ¦ The hall was full."},
    {"zh", "计划已获批准。¦五月开工。"},
    {"zh hant", "計畫已獲核准。¦五月動工！¦為什麼？¦沒有人知道"},
    {"zh semicolon", "一方面投资增加；¦另一方面效率下降。"},
    {"zh quotation", "“我们会建成它。”¦人们相信了。"},
    {"zh quotation inside", "他说：“它已就绪。¦它能用。”¦其他人不信。"},
    {"zh speaker behind", "“它能用吗？”李明问。¦没人知道。"},
    {"zh speaker behind 2", "「它能用。」部長表示，明年再看。¦沒人知道。"},
    {"zh corner", "他說：「它已就緒。」¦其他人不信。"},
    {"zh figure", "产量增长3.5%。¦此前下降0.4个百分点。"},
    {"zh bracket", "该计划（2017年发布。共三步）仍在执行。¦进展不一。"},
    {"zh ellipsis", "他想……还是算了。¦没有下文。"},
    {"zh ascii end", "它能用吗?¦没人知道.¦完"},
    {"zh book", "《人工智能法。草案》已公布。¦意见不一。"},
    {"mixed", "The ministry calls it 算力网. ¦ 它覆盖八个省。¦It is new."},
    {"mixed stop", "It is called AI.¦它很新。"},
};

TEST(SentenceSplit, Table) {
  for (const Case& test : kCases) {
    std::string text;
    std::vector<std::string> expected = {""};
    const std::string written = test.sentences;
    for (size_t i = 0; i < written.size();) {
      if (written.compare(i, 2, "¦") != 0) {
        text += written[i];
        expected.back() += written[i++];
        continue;
      }
      while (!expected.back().empty() && expected.back().back() == ' ') expected.back().pop_back();
      expected.emplace_back();
      i += 2;
      if (i < written.size() && written[i] == ' ') ++i;
    }
    std::vector<TextRange> ranges;
    SplitSentences(text, 0, &ranges);
    std::vector<std::string> found;
    for (const TextRange& range : ranges)
      found.push_back(text.substr(range.begin, range.end - range.begin));
    EXPECT_EQ(found, expected) << test.name;
  }
}

TEST(SentenceSplit, BeginsWhereItIsTold) {
  std::vector<TextRange> ranges;
  SplitSentences("Cost: it is high. Very.", 6, &ranges);
  EXPECT_EQ(ranges, (std::vector<TextRange>{{6, 17}, {18, 23}}));
}

TEST(SentenceSplit, AnyBytes) {
  for (const char* text :
       {"", " ", ".", "...", "\xE3\x80", "。\xFF。", "((((", "\"\"\"", "?\"", "。”说"}) {
    std::vector<TextRange> ranges;
    SplitSentences(text, 0, &ranges);
    int64_t last = 0;
    for (const TextRange& range : ranges) {
      EXPECT_LE(last, range.begin) << text;
      EXPECT_LT(range.begin, range.end) << text;
      last = range.end;
    }
  }
}

}  // namespace
}  // namespace parallax::discourse
