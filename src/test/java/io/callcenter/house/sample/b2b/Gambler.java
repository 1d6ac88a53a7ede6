package io.callcenter.house.sample.b2b;

import java.util.Random;

/** Throws dice by itself. */
final class Gambler {

    int tag() {
        return new Random().nextInt();
    }
}
