package dev.quartermaster.inference.planning;

import dev.quartermaster.agents.AgentProfile;
import dev.quartermaster.agents.Canary;
import dev.quartermaster.domain.Caller;
import dev.quartermaster.domain.QuartermasterException;
import dev.quartermaster.domain.chat.ChatRequest;
import dev.quartermaster.domain.chat.Dialect;
import dev.quartermaster.domain.chat.FieldPaths;
import dev.quartermaster.domain.chat.Message;
import dev.quartermaster.domain.chat.Options;
import dev.quartermaster.domain.chat.Part;
import dev.quartermaster.domain.chat.Role;
import dev.quartermaster.inference.request.Hints;
import dev.quartermaster.inference.request.InferenceRequest;
import dev.quartermaster.routing.Decision;
import dev.quartermaster.routing.Rejection;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Which models would answer a plain request of an agent, were it set like this; calls none and keeps nothing. */
@ApplicationScoped
public class AgentRoutes {

    /** A selection may rank hundreds; those behind the first few tell nothing. */
    private static final int MOST = 10;

    private final RoutePlanner planner;
    private final Clock clock;

    AgentRoutes(RoutePlanner planner, Clock clock) {
        this.planner = planner;
        this.clock = clock;
    }

    /**
     * @param models in the order they would be tried
     * @param canaryModels the same on the canary's side; empty without one
     * @param leftOut those of a named route that cannot be called now, and why
     * @param refusal why such a request would not be taken at all; null when it would
     */
    public record Preview(
            List<String> models,
            List<String> canaryModels,
            List<String> leftOut,
            @Nullable String refusal) {}

    public Preview preview(AgentProfile agent) {
        if (!agent.enabled()) {
            return refused("The agent is disabled.");
        }
        try {
            Decision base = decide(agent, Optional.empty());
            Optional<Decision> trial = agent.canary()
                    .map(canary -> decide(agent, Optional.of(new Canary(canary.model(), 100, canary.rule()))));
            List<String> leftOut = new ArrayList<>(leftOut(base));
            trial.ifPresent(decision -> leftOut.addAll(leftOut(decision)));
            return new Preview(
                    models(base),
                    trial.map(AgentRoutes::models).orElse(List.of()),
                    leftOut.stream().distinct().toList(),
                    null);
        } catch (QuartermasterException refusal) {
            return refused(refusal.getMessage());
        }
    }

    private static Preview refused(@Nullable String why) {
        return new Preview(List.of(), List.of(), List.of(), why);
    }

    private Decision decide(AgentProfile agent, Optional<Canary> canary) {
        ChatRequest chat = new ChatRequest(
                Dialect.OPENAI_CHAT,
                FieldPaths::internal,
                List.of(Message.of(Role.USER, Part.Text.of("Hello"))),
                Options.NONE,
                List.of(),
                null,
                null,
                null,
                false,
                Map.of());
        String model = "agent:" + agent.agentType();
        InferenceRequest request = new InferenceRequest(
                "preview", Caller.ANONYMOUS, clock.instant(), System.nanoTime(), model, Hints.NONE, chat);
        return planner.plan(request, Optional.of(agent.with(canary))).decision();
    }

    private static List<String> models(Decision decision) {
        return decision.route().stream()
                .limit(MOST)
                .map(ranked -> ranked.model().key().toString())
                .toList();
    }

    private static List<String> leftOut(Decision decision) {
        return decision.isNamed()
                ? decision.rejected().stream().map(AgentRoutes::line).toList()
                : List.of();
    }

    private static String line(Rejection rejection) {
        return rejection.model() + ": " + rejection.reason();
    }
}
