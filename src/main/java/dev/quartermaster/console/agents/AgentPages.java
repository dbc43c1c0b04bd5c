package dev.quartermaster.console.agents;

import dev.quartermaster.agents.AgentProfiles;
import dev.quartermaster.agents.AgentProfiles.EffectiveSettings;
import dev.quartermaster.agents.AgentRevision;
import dev.quartermaster.agents.AgentSettings;
import dev.quartermaster.api.agents.AgentEdits;
import dev.quartermaster.console.ConsoleReads;
import dev.quartermaster.console.Frame;
import dev.quartermaster.console.Frames;
import dev.quartermaster.console.Pages;
import dev.quartermaster.console.Room;
import dev.quartermaster.console.agents.AgentView.Conflict;
import dev.quartermaster.console.agents.AgentView.History;
import dev.quartermaster.console.agents.AgentView.Past;
import dev.quartermaster.console.agents.AgentView.Trial;
import dev.quartermaster.console.agents.ModelChoices.Choice;
import dev.quartermaster.domain.QuartermasterException;
import dev.quartermaster.domain.model.Feature;
import io.quarkus.logging.Log;
import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Makes the page of one agent: its form, what a try of it found, and its history. */
@Singleton
class AgentPages {

    private static final int MOST_REVISIONS = 20;

    private final AgentProfiles profiles;
    private final AgentEdits edits;
    private final ModelChoices choices;
    private final ConsoleReads reads;
    private final Frames frames;
    private final Pages pages;

    AgentPages(
            AgentProfiles profiles,
            AgentEdits edits,
            ModelChoices choices,
            ConsoleReads reads,
            Frames frames,
            Pages pages) {
        this.profiles = profiles;
        this.edits = edits;
        this.choices = choices;
        this.reads = reads;
        this.frames = frames;
        this.pages = pages;
    }

    @CheckedTemplate(basePath = "console")
    static class Templates {
        private Templates() {}

        static native TemplateInstance agent(Frame frame, AgentView agent);
    }

    /**
     * Things that are shown beside the settings.
     *
     * @param values those in the form; null for the agent's
     * @param revision the revision that the form begins with; null for the present one
     * @param provider the one chosen in the form; null for that of the model
     */
    record Shown(
            @Nullable AgentValues values,
            @Nullable Long revision,
            @Nullable String provider,
            String message,
            String problem,
            String wrong,
            @Nullable Trial trial,
            @Nullable Conflict conflict) {

        static final Shown SETTINGS = new Shown(null, null, null, "", "", "", null, null);

        static Shown done(String message) {
            return new Shown(null, null, null, message, "", "", null, null);
        }

        static Shown form(AgentForm form) {
            return new Shown(form.values(), form.revision(), form.provider(), "", "", "", null, null);
        }

        Shown tried(Trial found) {
            return new Shown(values, revision, provider, message, problem, wrong, found, conflict);
        }

        Shown refused(QuartermasterException refusal) {
            String why = String.valueOf(refusal.getMessage());
            return new Shown(
                    values, revision, provider, "", why, refusal.param().orElse(""), trial, conflict);
        }

        Shown conflicting(Conflict found) {
            return new Shown(values, found.revision(), provider, "", "", "", null, found);
        }
    }

    /** The present settings as the form has them. */
    AgentValues now(String agentType) {
        return profiles.settings(agentType)
                .map(EffectiveSettings::settings)
                .map(AgentValues::of)
                .orElseGet(AgentValues::unset);
    }

    Uni<Response> show(RoutingContext context, int status, String agentType, Shown shown) {
        Frame frame = frames.of(context, Room.AGENTS, agentType);
        return history(agentType)
                .chain(history -> pages.html(context, status, Templates.agent(frame, view(agentType, shown, history))));
    }

    private AgentView view(String agentType, Shown shown, History history) {
        Optional<EffectiveSettings> known = profiles.settings(agentType);
        AgentValues values = shown.values() == null ? now(agentType) : shown.values();
        String provider = shown.provider() == null ? choices.provider(values.model()) : shown.provider();
        return new AgentView(
                agentType,
                known.isEmpty(),
                shown.revision() == null ? profiles.revision(agentType) : shown.revision(),
                known.map(settings -> settings.isChanged() ? "api" : "file").orElse("default"),
                values,
                profiles.defaultModel().orElse("auto"),
                provider,
                choices.providers(),
                models(provider, values),
                choices.fitting("", values.requiredFeatures(), values.canaryModel()),
                Stream.of(Feature.values()).map(Feature::wire).toList(),
                shown.message(),
                shown.problem(),
                shown.wrong(),
                shown.trial(),
                shown.conflict(),
                history);
    }

    private List<Choice> models(String provider, AgentValues values) {
        return choices.fitting(provider, values.requiredFeatures(), values.model());
    }

    /** Never fails: the rest of the page is worth showing without it. */
    private Uni<History> history(String agentType) {
        return reads.ask(() -> edits.revisions(agentType, MOST_REVISIONS))
                .map(states ->
                        new History(false, states.stream().map(AgentPages::past).toList()))
                .onFailure()
                .recoverWithItem(away -> {
                    Log.debugf("The console shows no history of %s: %s", agentType, away.getMessage());
                    return new History(true, List.of());
                });
    }

    private static Past past(AgentRevision state) {
        return new Past(
                state.revision(),
                state.time(),
                String.valueOf(state.who()),
                String.valueOf(state.source()),
                state.settings().map(AgentPages::words).orElse(""));
    }

    private static String words(AgentSettings settings) {
        AgentValues values = AgentValues.of(settings);
        String model = values.model().isEmpty() ? "default model" : values.model();
        String canary = values.canaryModel().isEmpty()
                ? ""
                : ", canary " + values.canaryModel() + " at " + values.canaryPercent() + " %";
        String fallbacks = values.fallbacks().isEmpty() ? "" : ", then " + String.join(", ", values.fallbacks());
        return model + fallbacks + canary + (values.enabled() ? "" : ", disabled");
    }
}
