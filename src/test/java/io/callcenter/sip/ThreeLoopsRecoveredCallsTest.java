package io.callcenter.sip;

@OnThreeLoops
class ThreeLoopsRecoveredCallsTest extends RecoveredCallsTest {}
