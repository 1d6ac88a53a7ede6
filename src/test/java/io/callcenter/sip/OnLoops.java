package io.callcenter.sip;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;

/** All stacks of the class are {@link LoopStack}s. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(OnLoops.Choice.class)
@interface OnLoops {
    /** Sets the property that {@link Stacks} reads, and takes it back. */
    final class Choice implements BeforeAllCallback, AfterAllCallback {
        @Override
        public void beforeAll(ExtensionContext context) {
            System.setProperty("sip.stack", "loop");
        }

        @Override
        public void afterAll(ExtensionContext context) {
            System.clearProperty("sip.stack");
        }
    }
}
