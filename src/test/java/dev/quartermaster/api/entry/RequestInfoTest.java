package dev.quartermaster.api.entry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.quartermaster.domain.Caller;
import dev.quartermaster.domain.Caller.Role;
import dev.quartermaster.domain.ErrorCode;
import dev.quartermaster.domain.QuartermasterException;
import org.junit.jupiter.api.Test;

class RequestInfoTest {

    @Test
    void aRoleMayDoWhatLesserRolesMay() {
        for (Role role : Role.values()) {
            for (Role least : Role.values()) {
                Caller caller = new Caller("somebody", role);
                RequestInfo request = new RequestInfo("r", 0);
                request.admit(caller);
                if (role.ordinal() >= least.ordinal()) {
                    assertThat(request.require(least)).isSameAs(caller);
                } else {
                    assertThatThrownBy(() -> request.require(least))
                            .isInstanceOfSatisfying(QuartermasterException.class, e -> assertThat(e.code())
                                    .isEqualTo(ErrorCode.FORBIDDEN));
                }
            }
        }
    }
}
