package io.callcenter.sip;

import io.callcenter.sip.stack.LoopStack;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;

/** All stacks of the class have three event loops, however many processors there are. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(OnThreeLoops.Choice.class)
public @interface OnThreeLoops {
    /** Sets the property that {@link LoopStack} reads, and takes it back. */
    final class Choice implements BeforeAllCallback, AfterAllCallback {
        @Override
        public void beforeAll(ExtensionContext context) {
            System.setProperty("sip.loops", "3");
        }

        @Override
        public void afterAll(ExtensionContext context) {
            System.clearProperty("sip.loops");
        }
    }
}
