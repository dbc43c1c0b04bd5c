package dev.quartermaster.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.ProfileCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.profiles.ProfileFile;

class DefaultChainTest {

    @TempDir
    Path home;

    @Test
    void readsTemporaryCredentialsOfAProfile() throws Exception {
        AwsCredentials found =
                profile("[default]", "aws_access_key_id = A", "aws_secret_access_key = B", "aws_session_token = C");
        assertThat(found.accessKeyId()).isEqualTo("A");
        assertThat(found.secretAccessKey()).isEqualTo("B");
        assertThat(found.sessionToken()).isEqualTo("C");
    }

    @Test
    void lastingCredentialsHaveNoToken() throws Exception {
        assertThat(profile("[default]", "aws_access_key_id = A", "aws_secret_access_key = B"))
                .isEqualTo(AwsCredentials.of("A", "B"));
    }

    @Test
    void tellsNothingOfThePlacesItLookedAt() {
        assertThatThrownBy(() -> profile("[other]", "aws_access_key_id = A"))
                .isInstanceOf(AwsCredentials.Unavailable.class)
                .hasMessage("no AWS credentials were found");
    }

    @Test
    void makesTheChainOnce() {
        int[] made = {0};
        DefaultChain chain = new DefaultChain(() -> {
            made[0]++;
            return StaticCredentialsProvider.create(AwsBasicCredentials.create("A", "B"));
        });
        assertThat(made[0]).isZero();
        chain.find();
        chain.find();
        assertThat(made[0]).isEqualTo(1);
    }

    private AwsCredentials profile(String... lines) throws Exception {
        Path file = Files.write(home.resolve("credentials"), List.of(lines));
        ProfileFile profiles = ProfileFile.builder()
                .content(file)
                .type(ProfileFile.Type.CREDENTIALS)
                .build();
        return new DefaultChain(() -> ProfileCredentialsProvider.builder()
                        .profileFile(profiles)
                        .profileName("default")
                        .build())
                .find();
    }
}
