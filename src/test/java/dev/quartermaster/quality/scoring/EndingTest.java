package dev.quartermaster.quality.scoring;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A cut answer is told from one that merely has no full stop. */
class EndingTest {

    private static final double THRESHOLD = 0.7;

    private static QualityScore score(String prompt, String answer) {
        return new LabelledAnswer("", "", "", "", false, prompt, answer, null, null, null, null, null).score();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            What is the capital of France?            | Paris
            What is the capital of France?            | Paris is the capital of France
            What is the capital of France?            | Sure! The capital of France is the beautiful city of Paris
            What is the capital of France?            | Of course. Happy to help. The capital of France is the city called Paris
            What is the capital of France?            | The capital of France is Paris, which lies on the Seine in the north of the country
            How do I enter?                           | Use your name and password to log in
            May I change the order?                   | No, that is not something that we can do
            Who was there?                            | I do not know who was there, but it was a lot of them
            What did you get for it?                  | Her grade for the essay was an A+
            Wie heißt die Hauptstadt von Österreich?  | Die Hauptstadt von Österreich ist Wien
            Wann beginnt die Besprechung?             | Die Besprechung über den Haushalt fängt um zehn Uhr an
            Kommst du mit ins Kino?                   | Ja, ich komme heute Abend gerne mit
            Quelle est la capitale de l'Italie ?      | La capitale de l'Italie est Rome
            Tu viens avec nous ?                      | Oui, je viens avec vous si tu veux bien de moi
            ¿Cuál es la capital de Perú?              | La capital de Perú es la ciudad de Lima
            ¿Vienes con nosotros?                     | Claro que sí, voy con vosotros a la playa el sábado
            Qual è la capitale della Spagna?          | La capitale della Spagna è la città di Madrid
            Qual é a capital de Portugal?             | A capital de Portugal é a cidade de Lisboa
            Wat is de hoofdstad van Nederland?        | De hoofdstad van Nederland is de stad Amsterdam
            Какой город является столицей России?     | Столицей России является город Москва
            Яка столиця України?                      | Столицею України є місто Київ
            日本の首都はどこですか？                      | 日本の首都は東京です
            法国的首都是哪里？                           | 法国的首都是巴黎
            프랑스의 수도는 어디인가요?                   | 프랑스의 수도는 파리입니다
            ما هي عاصمة فرنسا؟                         | عاصمة فرنسا هي باريس
            Where is the manual?                      | You will find it. It is long. The address of the manual is https://example.com/docs/manual
            How much is 15 percent of 240?            | 36
            What is the path of the file?             | The file is in the directory /usr/local/share/doc/
            """)
    void shortAnswersWithoutAFullStopAreNotLow(String prompt, String answer) {
        QualityScore score = score(prompt, answer);

        assertThat(score.findings()).doesNotContain(QualityFinding.CUT_OFF);
        assertThat(score.score()).as("%s", score).isGreaterThanOrEqualTo(0.9);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            What is the capital of France?          | The capital of France is the
            How does a motor work?                  | A motor turns electric energy into motion, and this is done with
            Describe the house.                     | The house has a door, two windows,
            Describe the house.                     | The house has three rooms (one of them is small) and a garden (
            What is photosynthesis?                 | It is the way in which plants make sugar from light, called photo-
            Wie funktioniert ein Motor?             | Der Motor wandelt Strom in Bewegung um, und das geschieht mit der
            Comment fonctionne un moteur ?          | Le moteur transforme le courant en mouvement avec une force qui est dans le
            ¿Cómo funciona un motor?                | El motor convierte la corriente en movimiento cuando pasa por las
            Come funziona un motore?                | Il motore trasforma la corrente in movimento con una forza che è nella
            Como funciona um motor?                 | O motor transforma a corrente em movimento com uma força que está na
            Hoe werkt een motor?                    | De motor zet de stroom om in beweging met een kracht die in de
            Как работает двигатель?                 | Двигатель превращает энергию тока в движение, потому что на
            """)
    void answersThatStopWhereNoSentenceEndsAreLow(String prompt, String answer) {
        QualityScore score = score(prompt, answer);

        assertThat(score.findings()).contains(QualityFinding.CUT_OFF);
        assertThat(score.isLow(THRESHOLD)).as("%s", score).isTrue();
    }

    @Test
    void openCodeAndJsonAreCut() {
        assertThat(score("Write a loop.", "Here it is:\n\n```java\nfor (int i = 0; i < 3; i++) {")
                        .findings())
                .contains(QualityFinding.CUT_OFF);
        assertThat(score("The name as JSON?", "{\"name\": \"Maria\", \"age\"").findings())
                .contains(QualityFinding.CUT_OFF);
        assertThat(score("Write a loop.", "Here it is:\n\n```java\nfor (;;) {}\n```")
                        .findings())
                .isEmpty();
    }

    @Test
    void letterThatEndsInAGreetingIsWhole() {
        assertThat(score(
                                "Write a letter to my landlord about the heating.",
                                "Dear Ms Howard,\n\nThe heating of my flat has been broken since Monday. Please have it"
                                        + " repaired.\n\nWith kind regards from your tenant,")
                        .findings())
                .isEmpty();
    }

    @Test
    void lastSentenceWithoutAnEndIsUntidyWhereAllOthersHaveOne() {
        QualityScore score = score(
                "What does rent include?",
                "Rent includes the use of the flat. It does not include heating. Whether it includes water depends on"
                        + " the contract of each tenant");

        assertThat(score.findings()).containsExactly(QualityFinding.OPEN_END);
        assertThat(score.score()).isEqualTo(0.95);
    }

    @Test
    void goodAnswersOfTheTuningHalfAreNotLowWithoutTheirLastMark() {
        List<LabelledAnswer> good = LabelledAnswer.all().stream()
                .filter(answer -> answer.half().equals("tune") && !answer.low() && answer.format() == null)
                .filter(answer -> answer.answer().matches("(?s).*[.!?]"))
                .toList();

        assertThat(good).hasSizeGreaterThan(10).allSatisfy(answer -> {
            String text = answer.answer().substring(0, answer.answer().length() - 1);
            assertThat(score(answer.prompt(), text).isLow(THRESHOLD)).isFalse();
        });
    }
}
