package dev.quartermaster.api.agents;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.quartermaster.agents.AgentChange;
import dev.quartermaster.agents.AgentEditor;
import dev.quartermaster.agents.AgentProfile;
import dev.quartermaster.agents.AgentProfiles;
import dev.quartermaster.agents.AgentSettings;
import dev.quartermaster.agents.Canary;
import dev.quartermaster.domain.ErrorCode;
import dev.quartermaster.domain.QuartermasterException;
import dev.quartermaster.inference.planning.AgentRoutes;
import dev.quartermaster.inference.validation.Finding;
import dev.quartermaster.inference.validation.ModelValidator;
import dev.quartermaster.inference.validation.Validation;
import dev.quartermaster.registry.edit.Expectation;
import dev.quartermaster.registry.edit.Expectation.Kind;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import jakarta.ws.rs.core.Response;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reports the effects of a change of an agent without making it, and answers about changes. */
@Singleton
class AgentChanges {

    private final AgentEditor edits;
    private final AgentProfiles profiles;
    private final ModelValidator validator;
    private final AgentRoutes routes;
    private final ObjectMapper json;

    AgentChanges(
            AgentEditor edits,
            AgentProfiles profiles,
            ModelValidator validator,
            AgentRoutes routes,
            ObjectMapper json) {
        this.edits = edits;
        this.profiles = profiles;
        this.validator = validator;
        this.routes = routes;
        this.json = json;
    }

    Uni<DryRun> dryRun(String agentType, @Nullable Long expected, AgentEditor.Step step) {
        AgentChange change = edits.check(agentType, expected, step);
        DryRun.Routes now = new DryRun.Routes(route(agentType, change.before()), route(agentType, change.after()));
        return warnings(agentType, change).map(warnings -> DryRun.of(change, warnings, now, json));
    }

    private AgentRoutes.Preview route(String agentType, Optional<AgentSettings> settings) {
        return routes.preview(settings.map(known -> profiles.profile(agentType, known))
                .orElseGet(() -> AgentProfile.unset(agentType, profiles.defaultModel())));
    }

    private Uni<List<String>> warnings(String agentType, AgentChange change) {
        if (change.after().isEmpty()) {
            return Uni.createFrom().item(List.of());
        }
        AgentSettings after = change.after().get();
        AgentProfile profile = profiles.profile(agentType, after);
        List<String> models = new ArrayList<>();
        profile.model().filter(model -> !model.equals(AgentModels.AUTO)).ifPresent(models::add);
        profile.fallbacks().ifPresent(models::addAll);
        profile.canary().map(Canary::model).ifPresent(models::add);
        return validator.validate(models, profile.requiredFeatures()).map(found -> found.stream()
                .flatMap(result -> lines(result).stream())
                .toList());
    }

    private static List<String> lines(Validation result) {
        return result.findings().stream()
                .map(Finding::message)
                .map(message -> result.name() + ": " + message)
                .toList();
    }

    static QuartermasterException unknown(String agentType) {
        return new QuartermasterException(
                ErrorCode.NOT_FOUND, "Nothing is said of an agent " + agentType + "; PUT sets it.", "agent_type", null);
    }

    /**
     * Makes a change depend on the request's conditions: the agent exists for {@code If-Match: *}, and does not for
     * {@code If-None-Match: *}.
     */
    static AgentEditor.Step guarded(String agentType, Expectation expected, AgentEditor.Step step) {
        return before -> {
            if (expected.kind() == Kind.PRESENT && before.isEmpty()) {
                throw refused("Nothing is said of an agent " + agentType + ".");
            } else if (expected.kind() == Kind.ABSENT && before.isPresent()) {
                throw refused("Agent " + agentType + " is set already.");
            }
            return step.apply(before);
        };
    }

    private static QuartermasterException refused(String why) {
        return new QuartermasterException(ErrorCode.PRECONDITION_FAILED, why);
    }

    /** The revision that a change is made to; null for any. */
    static @Nullable Long revision(Expectation expected) {
        if (expected.kind() != Kind.TAG) {
            return null;
        }
        String tags = String.join(",", expected.tags());
        try {
            // What is recommended stands behind the revision, and is no part of what is changed.
            return Long.valueOf(tags.replaceFirst("\\.-?\\d+$", ""));
        } catch (NumberFormatException foreign) {
            // No revision has this tag, so that it matches nothing.
            return -1L;
        }
    }

    static boolean flag(String text) {
        if (text == null || text.equals("false")) {
            return false;
        } else if (text.isEmpty() || text.equals("true")) {
            return true;
        }
        throw QuartermasterException.invalid("dry_run", "'dry_run' must be true or false");
    }

    static Response answer(int status, AgentAnswer agent) {
        return Response.status(status).entity(agent).tag(agent.tag()).build();
    }
}
