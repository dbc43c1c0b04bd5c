package dev.quartermaster.history;

import static org.assertj.core.api.Assertions.assertThat;

import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JdbcUrlTest {

    private static final String REACTIVE = "quarkus.datasource.reactive.url";
    private static final String JDBC = "quarkus.datasource.jdbc.url";

    @ParameterizedTest
    @CsvSource({
        "postgresql://db:5432/qm, jdbc:postgresql://db:5432/qm",
        "postgres://db/qm, jdbc:postgresql://db/qm",
        "vertx-reactive:postgresql://db:5432/qm, jdbc:postgresql://db:5432/qm",
        "postgresql://db/qm?sslmode=require, jdbc:postgresql://db/qm?sslmode=require",
        "postgresql://me:p%40ss@db/qm, jdbc:postgresql://db/qm?user=me&password=p%40ss",
        "postgresql://me@db/qm?sslmode=require, jdbc:postgresql://db/qm?sslmode=require&user=me",
        "mysql://db/qm, jdbc:mysql://db/qm",
    })
    void namesTheSameDatabase(String reactive, String jdbc) {
        assertThat(JdbcUrl.of(reactive)).isEqualTo(jdbc);
    }

    @Test
    void isDerivedFromTheReactiveUrl() {
        SmallRyeConfig config =
                config().withDefaultValue(REACTIVE, "postgresql://db/qm").build();

        assertThat(config.getValue(JDBC, String.class)).isEqualTo("jdbc:postgresql://db/qm");
        assertThat(config.getPropertyNames()).contains(JDBC);
    }

    @Test
    void isDerivedFromAUrlThatDependsOnTheProfileAndOnOtherValues() {
        SmallRyeConfig config = config().addDefaultInterceptors()
                .withProfile("prod")
                .withDefaultValue("%prod." + REACTIVE, "postgresql://${host}/qm")
                .withDefaultValue("host", "db")
                .build();

        assertThat(config.getValue(JDBC, String.class)).isEqualTo("jdbc:postgresql://db/qm");
        assertThat(config.getPropertyNames()).contains(JDBC);
    }

    @Test
    void yieldsToOneThatIsGiven() {
        SmallRyeConfig config = config().withDefaultValue(REACTIVE, "postgresql://db/qm")
                .withDefaultValue(JDBC, "jdbc:postgresql://other/qm")
                .build();

        assertThat(config.getValue(JDBC, String.class)).isEqualTo("jdbc:postgresql://other/qm");
    }

    @Test
    void isAbsentWithoutADatabase() {
        assertThat(config().build().getOptionalValue(JDBC, String.class)).isEmpty();
    }

    private static SmallRyeConfigBuilder config() {
        return new SmallRyeConfigBuilder().withInterceptors(new JdbcUrl());
    }
}
