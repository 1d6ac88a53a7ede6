package io.callcenter.sip.stack;

import io.callcenter.sip.OnThreeLoops;

@OnThreeLoops
class ThreeLoopStackTest extends LoopStackTest {}
