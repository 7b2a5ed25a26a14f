#include "ingest_service/discourse/cue_table.h"

namespace parallax::discourse {
namespace {

constexpr CuePhrase kCues[] = {
    // Speaking.
    {"said|says|saying|stated|wrote|writes|added|adds|argued|argues|arguing|noted|explained|"
     "explains|insisted|insists|remarked|observed|commented|concluded|concludes|acknowledged|"
     "acknowledges|admitted|admits|conceded|concedes|confirmed|confirms|stressed|stresses|"
     "emphasized|emphasised|emphasizes|emphasises|declared|declares|maintained|maintains|"
     "contended|contends|asserted|asserts|replied|responded|recalled|revealed|reveals|"
     "disclosed|discloses|cautioned|cautions|warned|warns|warning|pointed out|points out|told|"
     "tells|believes|believed|thinks|thought|announced|announces|testified|quipped|boasted|"
     "lamented|complained|complains|agreed|agrees|suggested|suggests|posted|tweeted|found|"
     "finds|reported|continued|reiterated|reaffirmed|vowed|pledged|promised|assured|shows|"
     "showed|indicated|indicates|described|describes|hinted|asked|asks",
     kSays},
    {"claimed|claims|alleged|alleges|accused|accuses|purports|purported", kSaysAllege},
    {"denied|denies|rejected|rejects|disputed|disputes|refuted|refutes|rebutted|rebuts|"
     "dismissed|dismisses|repudiated|debunked|contradicted",
     kSaysDeny},
    {"doubted|doubts|questioned|questions|wondered|wonders|is skeptical|are skeptical|"
     "was skeptical|were skeptical|is sceptical|are sceptical|expressed doubt|"
     "expressed doubts|expressed skepticism|expressed scepticism|cast doubt|casts doubt",
     kSaysDoubt},
    {"predicted|predicts|expects|expected|forecasts|forecast|projects that|projected that|"
     "estimates|estimated|anticipates|anticipated|foresees|foresaw|hopes|hoped|reckons|"
     "reckoned",
     kSaysPredict},
    {"urged|urges|recommended|recommends|called for|calls for|called on|calls on|advised|"
     "advises|advocated|advocates|proposed that|proposes that|appealed to",
     kSaysRecommend},
    // Of these the noun, the passive or the act is as common.
    {"claims|reports|states|notes|doubts|questions|forecasts|forecast|estimates|hopes|found|"
     "finds|reported|shows|showed|announced|announces|confirmed|confirms|revealed|reveals|"
     "disclosed|expected|expects|estimated|projected|alleged|believed|indicated|indicates|"
     "suggested|suggests|described|describes|posted|thought|accused|pledged|promised|vowed|"
     "agreed|agrees|continued|maintained|maintains|rejected|rejects|dismissed|disputed|"
     "observed|concluded|denied|denies|anticipated|signaled|signalled|asked|asks|emphasized|"
     "emphasised|emphasizes|emphasises|stressed|stresses|acknowledged|acknowledges|questioned|"
     "admitted|admits|responded|proposed|recalled|believes|thinks|warning|saying|arguing|"
     "hoped|recommended|recommends|projects|predicted|predicts|claimed|boasted|assured|"
     "complained|reaffirmed|declared|declares|tells|disputes|called for|calls for|called on|"
     "calls on|advocates|advocated|urges|urged|hinted|anticipates|pledges|promises|writes|"
     "advised|advises|contradicted|debunked|reiterated|conceded|asserted|asserts",
     kSaysMaybe},
    {"states|notes|reports|projects|projected|pledges|promises|vows", kSays},
    {"told|informed|tells", kSays | kToListener},
    {"said in an interview with|said in a statement to|said in remarks to|"
     "in an interview with|in an interview to|in interviews with|in comments to|"
     "in a statement to|in remarks to|in an email to|spoke to|speaking to|speaking with|"
     "in conversation with",
     kInterview},
    {"said in an interview with|said in a statement to|said in remarks to", kSays},
    {"according to|as reported by|in the words of|as stated by|as told by|per a report by|"
     "in the view of|in the opinion of|in the eyes of|as described by|as noted by|as cited by|"
     "as quoted by",
     kAccording},
    {"citing|quoting|cited|quoted", kCiting},
    {"reporters|journalists|the media|the press|lawmakers|investors|shareholders|the audience|"
     "viewers|listeners|readers|television viewers|a conference|the "
     "conference|staff|employees|colleagues|a news conference|parliament|"
     "congress",
     kListenerOnly},
    {"that|whether", kThat},
    // Speakers without a name.
    {"people familiar with|a person familiar with|person familiar with|people close to|"
     "people with knowledge of|person with knowledge of|people briefed on|person briefed on|"
     "person close to|source|sources|insiders|insider|officials|official|analysts|experts|"
     "critics|observers|economists|researchers|scholars|lawyers|diplomats|executives|"
     "investors|supporters|proponents|opponents|advocates|scientists|engineers|policymakers|"
     "policy makers|lawmakers|regulators|commentators|skeptics|sceptics|whistleblower|"
     "employees|workers|residents|authorities|prosecutors|traders|strategists|"
     "industry watchers|consultants|campaigners|historians|specialists|some|others|many|most|"
     "several people|the people|two people|three people|four people|government sources|"
     "detractors|academics|organizers|organisers|founders|startups|companies|firms|"
     "manufacturers|chipmakers|industry figures|industry groups",
     kUnnamed},
    {"report|study|paper|article|survey|memo|document|documents|white paper|filing|filings|"
     "statement|letter|analysis|assessment|review|blog post|editorial|op ed|working paper|"
     "policy brief|brief|book|audit|bulletin|communique|communiqué|press release|news release|"
     "notice|complaint|lawsuit|strategy document|annual report|transcript|authors|the authors|"
     "post|dossier|guidelines|guidance",
     kDocument},
    {"director|minister|spokesperson|spokesman|spokeswoman|ceo|chief executive|"
     "chief executive officer|president|vice president|prime minister|chancellor|chairman|"
     "chairwoman|chair|analyst|professor|economist|researcher|fellow|senator|governor|mayor|"
     "secretary|ambassador|head|founder|co founder|cofounder|executive|adviser|advisor|"
     "engineer|scientist|lawyer|judge|lawmaker|congressman|congresswoman|representative|"
     "official|officer|chief|leader|partner|manager|author|editor|scholar|expert|strategist|"
     "commissioner|premier|deputy|diplomat|historian|consultant|investor|"
     "chief technology officer|cto|cfo|coo|dean|lecturer|journalist|columnist|correspondent|"
     "blogger|attorney|counsel|general secretary|academic|veteran|specialist|board member|"
     "spokespeople|undersecretary|administrator|senior fellow|chief economist|chief scientist|"
     "vice minister|trade representative|whistleblower|student|employee|worker|politician|"
     "regulator",
     kRole},
    {"company|firm|ministry|agency|government|department|commission|bank|startup|start up|"
     "group|institute|university|bureau|office|council|committee|think tank|fund|laboratory|"
     "lab|administration|body|association|regulator|organization|organisation|court|party|"
     "chipmaker|carmaker|automaker|manufacturer|newspaper|magazine|outlet|broadcaster|daily|"
     "weekly|paper|embassy|parliament|union|bloc|watchdog|central bank|news agency|"
     "consultancy|foundation|foundry|developer|tech giant|giant|maker|operator|supplier|"
     "provider|conglomerate|team|white house|pentagon|kremlin|state council|"
     "commerce department|state department",
     kBody},
    {"he|she", kHe},
    {"it", kIt},
    {"they", kThey},
    {"i|we", kSelf},
    // How firmly.
    {"inaccurate to say|inaccurate to claim|wrong to say|wrong to claim|wrong to think|"
     "false to say|false to claim|misleading to say|misleading to claim|incorrect to say|"
     "mistake to think|not true that|untrue that|false that|incorrect that|a myth that|"
     "the myth that|simply not the case that|nonsense to say|no truth to|no truth in",
     kDenies},
    {"no evidence that|little evidence that|unclear whether|unclear if|unclear that|"
     "doubtful that|doubtful whether|questionable whether|remains to be seen|hard to believe|"
     "not clear whether|not clear that|not clear if|uncertain whether|it is doubtful|"
     "is questionable|are questionable|is doubtful|not convinced that|open to question|"
     "open question whether|too early to say|too early to tell|no guarantee that|"
     "skeptical that|sceptical that|skeptical of|sceptical of",
     kDoubts},
    {"should|must|ought to|needs to|need to|has to|have to|had better|is urged to|"
     "are urged to|is advised to|are advised to|it is essential to|it is vital to|"
     "it is imperative|imperative to|would be wise to|would do well to",
     kRecommends},
    {"will|shall|'ll|won't|is expected to|are expected to|was expected to|were expected to|"
     "expected to|is set to|are set to|set to|is poised to|are poised to|poised to|"
     "is projected to|are projected to|projected to|is forecast to|are forecast to|"
     "forecast to|is likely to|are likely to|is bound to|are bound to|is on track to|"
     "are on track to|on course to|is going to|are going to|likely to|unlikely to|"
     "is due to|are due to",
     kPredicts},
    {"estimated to", kHedge},
    {"won't", kNegation},
    {"unlikely to", kNegation | kHedge},
    {"plans to|plan to|planned to|planning to|intends to|intend to|intended to|aims to|aim to|"
     "aimed to|aiming to|aims at|aimed at|seeks to|seek to|sought to|wants to|want to|"
     "wanted to|hopes to|hope to|hoping to|hoped to|proposes to|propose to|proposed to|"
     "proposes|pledges to|pledged to|vows to|vowed to|promises to|promised to|commits to|"
     "committed to|agreed to|agrees to|designed to|prepares to|preparing to|to be launched|"
     "to be built|to be completed|to be completed by|considering|mulling|weighing|targets|"
     "is targeting|has targeted|with the aim of|with the goal of|with an eye to|"
     "the goal is to|the aim is to|goal of|scheduled to|slated to|has plans|have plans|"
     "announced plans to|unveiled plans to|is planned|are planned|striving to|strives to|"
     "is planning|are planning|was planning|were planning|looking for ways to|seeking ways "
     "to|exploring ways to|considering whether|weighing whether|"
     "is meant to|are meant to|is to|are "
     "to|looks to|looking to|is looking to",
     kPlanned},
    {"may|might|could|would|possibly|perhaps|potentially|maybe|conceivably|if|unless|"
     "provided that|assuming|in the event|can potentially|has the potential to|"
     "have the potential to|may be able to|potential to|in case|depending on whether|were to|"
     "as long as",
     kConditional},
    {"would", kHedge},
    {"may|might|could|possibly|perhaps|potentially|maybe", kHedge},
    {"may not|might not|would not|wouldn't|mightn't", kConditional | kNegation | kHedge},
    // What somebody was unable to do is so.
    {"could not|couldn't", kNegation},
    // A need that may come is nobody's advice.
    {"may need to|might need to|may have to|might have to|could need to|could have to|may well "
     "need to",
     kConditional | kHedge},
    {"cannot|can not|can't|not|isn't|aren't|wasn't|weren't|don't|doesn't|didn't|hasn't|"
     "haven't|hadn't|never|no longer|no|none|neither|nor|fails to|failed to|failing to|"
     "fail to|has yet to|have yet to|had yet to|yet to|refused to|refuses to|refuse to|"
     "declined to|declines to|hardly|scarcely|rarely|stopped short of|nowhere near|"
     "anything but|far from|nobody|no one|nothing|unable to|ceased to|abandoned plans to|"
     "ruled out",
     kNegation},
    {"should not|must not|shouldn't|mustn't|ought not to|need not|needn't",
     kRecommends | kNegation},
    {"will not|shall not|is not expected to|are not expected to|not expected to|not likely to",
     kPredicts | kNegation},
    {"lacks|lack|lacked", kWeakness},
    {"fails to|failed to|failing to|fail to|unable to", kWeakness},
    {"without", kWithout},
    {"not only|not just|not merely|not simply|not solely|not least|not to mention|if not|"
     "no doubt|no wonder|not necessarily only|whether or not|no later than|no fewer than|"
     "no less than|no more than|not so much|nothing less than|no sooner|can't help|"
     "not surprisingly|no matter|not unlike|not a single|none other than|more often than not|"
     "asked if|asks if|asking if|wonder if|wonders if|wondered if|see if|determine if|check if|"
     "weighing on|and potentially|or potentially|and possibly|and perhaps|last but not least|no "
     "small|no exception|even if|as if|what if|if anything|"
     "if only|if you recall|if you remember|if you missed|no.|no 1|all but",
     0},
    {"not a single", kNegation},
    {"not necessarily", kNegation | kHedge},
    {"reportedly|allegedly|supposedly|purportedly|rumored|rumoured|rumored to|rumoured to|"
     "is said to|are said to|said to be|said to have|is believed to|are believed to|"
     "believed to be|believed to have|is thought to|are thought to|thought to be|"
     "reported to be|reported to have|is reported to|are reported to|is rumored to|"
     "is alleged to|are alleged to|alleged to|alleged|accused of|claimed to|claims to|"
     "claim to|apparently|is understood to|are understood to|unconfirmed",
     kAlleged | kHedge},
    {"so called", 0},
    {"likely|probably|presumably|appears to|appear to|appeared to|seems to|seem to|seemed to|"
     "seems|seemingly|arguably|in theory|to some extent|in part|partly|partially|largely|"
     "mostly|generally|tends to|tend to|roughly speaking|suggests|in principle|more or less|"
     "nominally|ostensibly|is considered|are considered|can be seen as|hopefully",
     kHedge},
    // Good or bad.
    {"strength|strengths|advantage|advantages|leads the world|world leading|world class|"
     "leader in|leaders in|outperforms|outperformed|outpaces|outpaced|surpassed|surpasses|"
     "ahead of|dominates|dominant|dominance|success|excels|breakthrough|breakthroughs|robust|"
     "competitive edge|edge over|stronger|strongest|efficient|resilient|thriving|flourishing|"
     "best in class|state of the art|booming|gains|record high|growing prowess|prowess|"
     "well positioned|better positioned|first mover|pioneering|pioneer|bore fruit|bears fruit|"
     "coordinated",
     kStrength},
    {"weakness|weaknesses|drawback|drawbacks|disadvantage|disadvantages|shortcoming|"
     "shortcomings|lags|lagged|lagging|lag|lags behind|far behind|falls behind|fell behind|"
     "trails|trailing|shortage|shortages|short of|shortfall|shortfalls|bottleneck|bottlenecks|"
     "inefficiency|inefficiencies|inefficient|waste|wasted|wasteful|malinvestment|"
     "misallocation|distortion|distortions|overcapacity|risk|risks|problem|problems|struggles|"
     "struggled|struggling|suffers|suffered|weak|weaker|weakest|poor|poorly|vulnerable|"
     "vulnerability|vulnerabilities|dependence on|dependent on|reliance on|reliant on|rely on|"
     "relies on|obstacle|obstacles|hurdle|hurdles|constraint|constraints|constrained|hampered|"
     "hampers|hindered|hinders|setback|setbacks|failure|failures|failed|difficult|difficulty|"
     "difficulties|challenges|limitation|limitations|limited|insufficient|inadequate|scarce|"
     "scarcity|underfunded|costly|delays|delayed|stalled|gaps|deficit|deficits|corruption|"
     "fragmented|fragmentation|outdated|downside|downsides|flaw|flaws|flawed|unsustainable|"
     "criticized|criticised|criticism|backlash|concerning|hard to|worse|worsened|downturn|"
     "losses|inferior|stagnant|stagnation|backward",
     kWeakness},
    // Borders.
    {"but|yet|while|whereas|although|though|however|even though|and yet|albeit|even as|whilst|"
     "nevertheless|nonetheless",
     kContrast},
    {"but also", 0},
    {"while|whereas|although|though|even though|even if|whilst|even as|because", kConcession},
    {"even if", kConditional},
    {"because", kReason},
    {"and|or|so", kCoordinate},
    {"that|which|who|whose|whom|where", kRelative},
    {"also|has|have|had|later|recently|repeatedly|previously|further|then|once|often|now|"
     "still|even|has also|however|meanwhile|publicly|privately|already|reportedly|"
     "subsequently|similarly|bluntly|flatly|explicitly|categorically|strongly|again|simply|"
     "too|himself|herself|itself|initially|earlier|today|yesterday|just|long|always|instead|"
     "rightly|correctly|therefore|thus",
     kAdverb},
    {"has|have|had|is|are|was|were|be|been|being|do|does|did|'s|to", kAuxiliary},
    {"in|on|at|after|before|during|since|for|with|from|by|as|under|through|over|amid|despite|"
     "following|against|among|to|of|when|while|if|because|although|last|this|next|earlier|"
     "later|meanwhile|however|moreover|yet|but|and|still|then|so|also|separately|additionally|"
     "furthermore|nevertheless|instead|similarly|finally|like|unlike|though",
     kPreposition},
    {"times|post|journal|news|reuters|bloomberg|tribune|guardian|weekly|herald|gazette|"
     "economist|bbc|cnn|cnbc|npr|associated press|agence france presse|afp|newspaper|magazine|"
     "broadcaster|television|daily|press|wire|chronicle|observer|telegraph|politico|axios|"
     "wired|the verge|the information|techcrunch|nikkei|le monde|der spiegel|xinhua|caixin|"
     "lawfare|semafor|forbes|fortune|the atlantic|the new yorker|podcast|radio|news agency|tv|"
     "outlet|yicai|mirror|the diplomat|foreign affairs|the register|the hill|vox|newsweek|"
     "time magazine",
     kMedium},
    {"ministry|department|university|institute|institution|corp|corporation|inc|ltd|company|"
     "bank|center|centre|council|commission|association|agency|office|bureau|group|party|"
     "committee|foundation|fund|court|reserve|board|union|federation|authority|administration|"
     "organization|organisation|partners|capital|ventures|securities|holdings|technologies|"
     "systems|labs|lab|laboratory|laboratories|school|college|academy|society|embassy|house|"
     "senate|congress|parliament|cabinet|forum|alliance|network|consortium|research|advisors|"
     "advisory|consulting|analytics|international|treasury|service|services|team|hospital|"
     "museum|intelligence|insights|semiconductor|semiconductors|electronics|motors|energy|"
     "airlines|industries|media|studies",
     kBodyName},
    {"if|even if|unless|assuming|provided that|in the event", kIf},
    {"will not only|will not just|will not merely", kPredicts},
    {"may not only|could not only|would not only|might not only|may not just|could not just",
     kConditional | kHedge},
    {"a need to|the need to|no need to|any need to|never need to|no longer need to|"
     "no longer needs to|never have to|no longer have to|no longer has to",
     0},
    {"closing the gap|close the gap|closes the gap|closed the gap|narrow the gap|"
     "narrowing the gap|narrowed the gap|bridge the gap|catching up",
     kStrength},
    {"research|findings|poll|reporting|reports|studies|testimony|presentation|speech|"
     "interview|earnings call|annual report|draft|agreement text|roadmap|blueprint",
     kDocument},
    {"planned to", kPlanned},
    {"say|argue|warn|insist|contend|believe|think|add|cautioned|caution|maintain|note|state|"
     "suggest|point out|acknowledge|report|stress|tell",
     kSays},
    {"add|adds|added|note|state|report|suggest|maintain|stress|tell|acknowledge", kSaysMaybe},
    {"predict|expect|anticipate|estimate|forecast", kSaysPredict},
    {"claim|allege", kSaysAllege},
    {"claim|estimate", kSaysMaybe},
    {"deny|dispute|reject", kSaysDeny},
    {"doubt|question|wonder", kSaysDoubt},
    {"reject|question|doubt", kSaysMaybe},
    {"urge|recommend|call for|advocate|call on", kSaysRecommend},
    {"advocate", kSaysMaybe},
    {"people|residents", kUnnamed},
    {"countered|counters|signaled|signalled", kSays},
    {"signaled|signalled", kSaysMaybe},
    {"first reported by|as first reported by", kAccording},
    {"investigation|probe|inquiry", kDocument},
    {"partners|rivals|allies|governments", kUnnamed},
    {"disclosed|discloses|revealed|signaled|signalled", kSays | kSaysMaybe | kAnnounces},
    // What is announced, promised or estimated is said by who does so, without "that" as well.
    {"announced|announces|announcing|unveiled|unveils|pledged|pledges|promised|promises|vowed|vows|"
     "proposed|proposes",
     kSays | kSaysMaybe | kAnnounces | kPromises},
    {"pledged to|pledges to|promised to|promises to|vowed to|vows to|proposed to|proposes to",
     kSays | kSaysMaybe | kAnnounces | kPromises},
    {"reported|reports|posted", kSays | kSaysMaybe | kAnnounces | kAccounts},
    // A paper cites others: no reason of its own.
    {"cited|blamed|blames|touted|touts|highlighted|highlights|outlined|"
     "outlines|put the cost|puts the cost|put the figure|puts the figure|"
     "put the number|puts the number|put the total|puts the total",
     kSays | kSaysMaybe | kAnnounces},
    {"determined|determines|calculated|calculates|emphasized|emphasised|emphasizes|emphasises|"
     "stressed|stresses|underlined|underlines|underscored|underscores",
     kSays | kSaysMaybe | kAnnounces},
    {"breakdown|estimate|estimates|figures|data|numbers|tally|update|announcement|outlook|"
     "calculations|estimations|projections|modelling|modeling",
     kData},
    {"mp|mps|mep", kRole},
    {"sponsors|backers|negotiators|aides|staffers|bankers|suppliers|trade groups|trade experts|"
     "industry officials|business groups|campaign groups|rights groups",
     kUnnamed},
    {"shared|clarified|clarifies|specified|specifies|stipulates|stipulated", kSays | kSaysMaybe},
    {"estimated|estimates|forecast|forecasts|projected|projects", kSaysPredict | kSaysMaybe},
    {"is expecting|are expecting|was expecting|were expecting|is forecasting|are forecasting|"
     "is projecting|are projecting|is predicting|are predicting|had expected|have expected|"
     "had forecast",
     kSaysPredict | kSaysMaybe},
    {"stating|claiming|warning|arguing|saying|insisting|suggesting|noting that|stating that|"
     "estimating|predicting|complaining|cautioning",
     kSays | kSaysMaybe},
    {"write|writing that|believe|see|argue", kSays},
    {"see", kSaysMaybe},
    {"it was reported|it is reported|it has been reported|it was said|it was claimed|"
     "it is claimed|it is said|it has been claimed|it was rumored|it was rumoured",
     kSays | kImpersonal},
    {"note|notes|state|states|claim|claims|maintain|maintains|stress|stresses|acknowledges|"
     "acknowledge|suggest|suggests",
     kNotes},
    {"analysts|economists|experts|observers|researchers|officials|investors|insiders|sources|"
     "scientists|executives|strategists",
     kForecaster},
};

}  // namespace

std::span<const CuePhrase> EnglishCues() { return kCues; }

}  // namespace parallax::discourse
