package dev.quartermaster.metrics.meters;

import dev.quartermaster.domain.Usage;
import dev.quartermaster.history.InvocationCost;
import dev.quartermaster.telemetry.Metric;
import io.micrometer.core.instrument.Counter;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The meters of one agent type. */
final class AgentMeters {

    private final String agent;
    private final MeterFactory factory;
    private final Map<String, Counter> requests = new ConcurrentHashMap<>();
    private final Counter input;
    private final Counter output;
    private final Counter cost;

    AgentMeters(String agent, MeterFactory factory) {
        this.agent = agent;
        this.factory = factory;
        this.input = factory.counter(Metric.AGENT_TOKENS, agent, "input");
        this.output = factory.counter(Metric.AGENT_TOKENS, agent, "output");
        this.cost = factory.counter(Metric.AGENT_COST, agent);
    }

    void ended(String error, InvocationCost bill) {
        requests.computeIfAbsent(error, word -> factory.counter(Metric.AGENT_REQUESTS, agent, word))
                .increment();
        Usage usage = bill.usage();
        if (usage.totalTokens() > 0) {
            input.increment((double) usage.promptTokens());
            output.increment((double) usage.answerTokens());
        }
        if (bill.cost() != null && bill.cost().usd().signum() > 0) {
            cost.increment(bill.cost().usd().doubleValue());
        }
    }
}
