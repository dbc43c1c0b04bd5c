package dev.quartermaster.quality.scoring;

import dev.quartermaster.domain.chat.ChatRequest;
import dev.quartermaster.domain.chat.Choice;
import dev.quartermaster.domain.chat.Dialect;
import dev.quartermaster.domain.chat.FieldPaths;
import dev.quartermaster.domain.chat.FinishReason;
import dev.quartermaster.domain.chat.Message;
import dev.quartermaster.domain.chat.Options;
import dev.quartermaster.domain.chat.Part;
import dev.quartermaster.domain.chat.Role;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** Scoring one answer by the rules: prose with lists and code, a JSON value, or Chinese, where each pair of signs is a word. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class ScoringBenchmark {

    @Param({"prose", "json", "chinese"})
    String kind;

    @Param({"4096", "65536"})
    int characters;

    private ChatRequest request;
    private List<Choice> choices;

    @Setup
    public void write() {
        StringBuilder text = new StringBuilder(kind.equals("json") ? "[" : "");
        for (int i = 0; text.length() < characters; i++) {
            text.append(piece(i));
        }
        text.setLength(characters - (kind.equals("json") ? 20 : 0));
        if (kind.equals("json")) {
            text.setLength(text.lastIndexOf("},") + 1);
            text.append(']');
        }
        String task = kind.equals("chinese")
                ? "请介绍一下这条河流的历史,并说明它对城市的影响。"
                : "Describe the history of the river, how it shaped the city, and give five examples as a list.";
        request = new ChatRequest(
                Dialect.OPENAI_CHAT,
                FieldPaths::internal,
                List.of(
                        Message.of(Role.SYSTEM, Part.Text.of("You are a careful guide. Answer in full sentences.")),
                        Message.of(Role.USER, Part.Text.of(task))),
                Options.NONE,
                List.of(),
                null,
                null,
                null,
                false,
                Map.of());
        choices = List.of(
                new Choice(0, List.of(Part.Text.of(text.toString())), FinishReason.STOP, null, Map.of(), Map.of()));
    }

    private String piece(int number) {
        return switch (kind) {
            case "json" -> "{\"number\":" + number + ",\"name\":\"bridge " + number * 31 + "\",\"open\":true},";
            case "chinese" -> "第" + number + "座桥建于" + (1800 + number) + "年,它连接了老城和新区" + number * 7 + "。";
            default ->
                number % 5 == 4
                        ? "\n- bridge " + number * 13 + " carries **tram " + number + "** (since " + (1800 + number)
                                + ")\n"
                        : "In the year " + (1500 + number) + " the river took mill " + number * 17
                                + " away, and the city built another with walls of stone " + number + ". ";
        };
    }

    @Benchmark
    public QualityScore score() {
        return AnswerQuality.of(request, choices);
    }
}
