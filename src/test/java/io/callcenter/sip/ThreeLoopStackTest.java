package io.callcenter.sip;

@OnThreeLoops
class ThreeLoopStackTest extends LoopStackTest {}
