package dev.quartermaster.quality.scoring;

import java.util.List;
import java.util.Locale;

/** Tells whether an answer declines to answer, by how it begins. */
final class Refusal {

    /** Characters within which a refusal begins. */
    private static final int OPENING = 200;

    /** Words of an answer that goes on to help after all. */
    private static final int LONGEST = 70;

    private static final List<String> PHRASES = List.of(
            "i can't help",
            "i cannot help",
            "i can't assist",
            "i cannot assist",
            "i can't provide",
            "i cannot provide",
            "i can't answer",
            "i cannot answer",
            "i can't comply",
            "i cannot comply",
            "i cannot fulfill",
            "i can't fulfill",
            "i can't discuss",
            "i cannot discuss",
            "i'm unable to",
            "i am unable to",
            "i'm not able to",
            "i am not able to",
            "as an ai",
            "as a language model",
            "as a large language model",
            "kann ich ihnen nicht helfen",
            "kann ich dir nicht helfen",
            "kann ich leider nicht",
            "kann dabei nicht helfen",
            "kann ihnen dabei nicht",
            "kann dir dabei nicht",
            "als ki-sprachmodell",
            "als ki kann ich",
            "als sprachmodell",
            "bin nicht in der lage",
            "je ne peux pas vous aider",
            "je ne peux pas t'aider",
            "je ne peux pas répondre",
            "je ne peux pas fournir",
            "je ne suis pas en mesure",
            "je ne suis pas capable",
            "en tant que modèle de langage",
            "en tant qu'ia",
            "en tant qu'intelligence artificielle",
            "no puedo ayudar",
            "no puedo proporcionar",
            "no puedo responder",
            "no puedo cumplir",
            "como modelo de lenguaje",
            "como inteligencia artificial",
            "no me es posible",
            "non posso aiutar",
            "non posso fornire",
            "non posso rispondere",
            "non sono in grado",
            "in quanto modello linguistico",
            "in quanto intelligenza artificiale",
            "non mi è possibile",
            "я не могу помочь",
            "я не могу ответить",
            "я не могу предоставить",
            "я не могу выполнить",
            "не могу помочь",
            "как языковая модель",
            "как искусственный интеллект",
            "я не в состоянии",
            "não posso ajudar",
            "não posso fornecer",
            "como modelo de linguagem",
            "申し訳ありませんが",
            "抱歉，我无法",
            "对不起，我无法");

    private Refusal() {}

    static boolean is(AnswerText answer) {
        if (answer.declined) {
            return true;
        }
        if (answer.text.isEmpty() || answer.hasCode || !answer.calls.isEmpty() || answer.words.size() > LONGEST) {
            return false;
        }
        String opening = answer.text
                .substring(0, Math.min(OPENING, answer.text.length()))
                .toLowerCase(Locale.ROOT)
                .replace('’', '\'');
        return PHRASES.stream().anyMatch(opening::contains);
    }
}
